"""What is asked of a page in a browser, in its own language."""

from __future__ import annotations

BEYOND = """
([selector, edge]) => [...document.querySelectorAll(selector)]
    .filter(one => one.getBoundingClientRect().right > edge + 1)
    .map(one => one.textContent.slice(0, 60))
"""
"""The text of the elements that end on the right of an edge."""

BROKEN = """
([selector, pattern]) => [...document.querySelectorAll(selector)].flatMap(place => {
    const found = [];
    const walk = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        for (const part of node.textContent.matchAll(new RegExp(pattern, "gu"))) {
            const range = document.createRange();
            range.setStart(node, part.index);
            range.setEnd(node, part.index + part[0].length);
            const boxes = [...range.getClientRects()].filter(box => box.width > 0);
            if (new Set(boxes.map(box => Math.round(box.top))).size > 1)
                found.push(part[0]);
        }
    }
    return found;
})
"""
"""The parts of a text that match and stand on more than one line."""
