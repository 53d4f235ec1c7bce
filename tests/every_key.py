"""A study with every key that there is, `record` and `lower_than` aside."""

from __future__ import annotations

EVERY_KEY = """\
title = "rich"
about = "x"
[observation]
since = 2000-01-01
through = "2010-01-01"
[visits]
path = "v.csv"
columns = {date="D"}
constant = {origin="A"}
dates = ["day_first"]
ranges = "trip"
times = "cut"
zone = "Asia/Seoul"
encoding = "utf-8"
delimiter = ";"
table = 1
header = 1
[visits.places]
separator = ";"
names = ["a;b"]
columns = ["destination"]
[visits.where]
a = {contains="x"}
b = [1,2.5,true]
[[coverage]]
origin = "A"
visitor_rank = "x"
visitor = "y"
since = 2001-01-01
through = 2002-01-01
source = "s"
note = "n"
[definition]
name = "d"
says = "s"
ladder = ["x","y"]
minimum = {A="x"}
[[definition.rule]]
when = {a="b"}
outcome = "unclear"
reason = "r"
[scheme.s]
true = 2
false = 0.5
[eras]
list = [{side="A",rule="r",era="e",start=2000-01-01,end="2005-01-01"},{side="A",rule="r",era="f",start=2005-01-01}]
rules = {A="r"}
[shocks]
list = [{id="s",date=2001-01-01,label="l",kind="k"}]
where = {kind="k"}
[series]
list = [{series="c",date="2001",value=2,unit="t",rounded_to=1}]
[conventions]
exposure = "days"
handover = "successor"
date_rule = "start"
same_day = "include"
overlap = "both"
unclear = "exclude"
unsourced = "doubt"
method = "central"
level = 0.9
adjustment = "none"
tau = 30
[[claim]]
id = "a"
says = "s"
source = "q"
quantity = "frequency"
at = {side="A",era="e",rule="r",period="2001/2003",where={a="b"},origin="A",visitor="y"}
told_apart_from = {era="f"}
being = "lower"
against = ["f"]
relative_to = {dyad=["A","B"]}
with = {exposure="calendar_years",rules={A="r"},tau=3}
expect = "not reproduced"
because = "x"
[[claim]]
id = "b"
says = "s"
quantity = "share"
at = {side="A",era="e"}
of = {side="A"}
printed = "52%"
comparison = "at_most"
rounded_to = 10
[[claim]]
id = "c"
says = "s"
quantity = "lag"
at = {shocks=["s"]}
printed = 1.5
unit = "years"
[[claim]]
id = "d"
says = "s"
quantity = "count"
at = {side="A",era="e"}
rank = {place=2,from="top",ahead_only_of=["f"]}
[[claim]]
id = "e"
says = "s"
quantity = "series"
summary = "share"
at = {series="c",period="2001"}
of = {series="c",period="2001"}
printed = 0.5
[[claim]]
id = "f"
says = "s"
quantity = "count"
at = {dyad=["A","B"],destination="B",where={z=2001-01-01}}
printed = 5
[[claim]]
id = "g"
says = "s"
quantity = "frequency"
at = {side="A"}
ascending = ["e","f"]
[[claim]]
id = "h"
says = "s"
quantity = "lag"
at = {shocks=["s"]}
censored = true
[[claim]]
id = "i"
says = "s"
quantity = "qualification"
at = {visitor="y"}
qualifies = "unclear"
[[claim]]
id = "j"
says = "s"
quantity = "count"
at = {eras={A="e",B="g"}}
higher_than = {eras={A="f",B="g"}}
[decisions]
since = [2000-01-01,"2001-01-01"]
through = [2009-01-01]
exposure = ["days","calendar_years"]
handover = ["successor"]
date_rule = ["end"]
same_day = ["exclude"]
overlap = ["latest"]
unclear = ["both"]
unsourced = ["include"]
method = ["midp"]
rules = {A=["r"]}
minimum = {A=["x","y"]}
lines = {r=[true,"false"]}
scheme = {s={true=[1,2.0]}}
"""
