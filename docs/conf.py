"""The manual's settings: ``sphinx-build -W -b html docs docs/_build`` builds it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import summitry

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "docs" / "_ext"))
# Pages find the scripts of the tests.
os.environ["PYTHONPATH"] = os.pathsep.join(
    filter(None, [str(ROOT / "tests"), os.environ.get("PYTHONPATH")])
)

project = "summitry"
author = "the summitry developers"
version = release = summitry.__version__

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "columns",
    "error_codes",
    "mathml",
    "study_keys",
]
exclude_patterns = ["_build", "jupyter_execute"]
default_role = "py:obj"
python_maximum_signature_line_length = 72

html_theme = "furo"
html_title = f"summitry {version}"
html_static_path = ["_static"]
html_css_files = ["manual.css"]
html_math_renderer = "mathml"
html_copy_source = False
html_show_copyright = False

autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
autodoc_typehints = "none"
napoleon_google_docstring = False
napoleon_use_ivar = True
napoleon_use_rtype = False

myst_enable_extensions = ["colon_fence", "deflist", "dollarmath", "fieldlist"]
myst_heading_anchors = 3
myst_update_mathjax = False

# Every page is computed anew, away from the sources; an error or a warning of any cell
# ends the build.
nb_execution_mode = "force"
nb_execution_in_temp = True
nb_execution_timeout = 120
nb_execution_raise_on_error = True
nb_output_stderr = "remove-warn"
nb_merge_streams = True
