"""The table and the plot of what bench/run.py has measured. Only the standard library."""

import html

TITLES = {
    "quanheng": "Quanheng",
    "limit": "The limit: Rust",
    "duckdb": "DuckDB",
    "polars": "Polars",
    "openfisca": "openfisca-core",
    "datafusion": "DataFusion",
    "zen": "zen-engine",
}
COLOURS = {
    "quanheng": "#b3261e",
    "limit": "#5f6368",
    "duckdb": "#c99700",
    "polars": "#1f77b4",
    "openfisca": "#2e7d32",
    "datafusion": "#8e5bb5",
    "zen": "#a0522d",
}


def seconds(value):
    if value is None:
        return "–"
    return f"{value:.3f}" if value < 10 else f"{value:.1f}"


def million(count):
    return f"{count / 1e6:g} million"


def table(found):
    machine = found["machine"]
    lines = [
        f"{machine['day']}, {machine['cores']} cores of {machine['processor']}, {machine['memory_gib']} GB, {machine['system']}, "
        f"{machine['rustc']}, Python {machine['python']}; `{found['command']}`",
        "",
    ]
    for told in found["sets"]:
        whole = {(one["engine"], one["form"]): one for one in told["engines"] if not one["failed"]}
        limit, ours = whole.get(("limit", "by hand")), whole.get(("quanheng", "panel"))
        against = [(name, other) for name, other in (("limit", limit), ("ours", ours)) if other]
        heads = [f"× {name}, {what}" for name, _ in against for what in ("wall", "processor")]
        lines += [
            f"**{million(told['unit_years'])} unit-years, {told['kind']}** (checksum `{told['checksum']}`, medians of {told['rounds']}, "
            f"load {told['load'][0]:.1f} … {told['load'][1]:.1f})",
            "",
            "| " + " | ".join(["engine", "form", "with reading, s", "processor, s", "without reading, s", "processor, s", "peak, MB", *heads]) + " |",
            "|---" * (7 + len(heads)) + "|",
        ]
        for one in sorted(told["engines"], key=lambda one: one.get("with_reading_wall") or float("inf")):
            if one["failed"]:
                lines.append(f"| {TITLES[one['engine']]} | {one['form']} | {one['failed']} |" + " |" * (4 + len(heads)))
                continue
            figures = [seconds(one.get(f"{way}_{what}")) for way in ("with_reading", "without_reading") for what in ("wall", "processor")]
            figures.append(f"{one['peak'] / 1e6:.0f}")
            for _, other in against:
                figures += [f"{one[f'with_reading_{what}'] / other[f'with_reading_{what}']:.1f}" for what in ("wall", "processor")]
            lines.append(f"| {TITLES[one['engine']]} | {one['form']} | " + " | ".join(figures) + " |")
        lines.append("")
    return "\n".join(lines)


def plot(found, what):
    """A bar for each engine and form, a block for each data set; the length is the time with reading, `wall` or `processor`."""
    of, words = f"with_reading_{what}", {"wall": "seconds", "processor": "seconds of processor time"}[what]
    row, left, width, top = 20, 250, 520, 34
    parts, y = [], top
    for told in found["sets"]:
        shown = sorted((one for one in told["engines"] if not one["failed"]), key=lambda one: one[of])
        longest = max((one[of] for one in shown if one["engine"] != "zen"), default=1)
        parts.append(f'<text x="10" y="{y + 14}" font-weight="bold">{million(told["unit_years"])} unit-years, {told["kind"]}: {words}, with reading</text>')
        y += row + 4
        for one in shown:
            value = one[of]
            length = max(1, min(value / longest, 1) * width)
            name = html.escape(f"{TITLES[one['engine']]}, {one['form']}")
            beyond = " (not to scale)" if value > longest else ""
            parts.append(f'<text x="{left - 8}" y="{y + 13}" text-anchor="end">{name}</text>')
            parts.append(f'<rect x="{left}" y="{y + 2}" width="{length:.1f}" height="{row - 6}" fill="{COLOURS[one["engine"]]}"/>')
            parts.append(f'<text x="{left + length + 6:.1f}" y="{y + 13}">{seconds(value)}{beyond}</text>')
            y += row
        y += 14
    machine = found["machine"]
    note = html.escape(f"{machine['day']}, {machine['cores']} cores of {machine['processor']}; medians; all with the same checksum")
    parts.append(f'<text x="10" y="{y + 8}" fill="#555">{note}</text>')
    height, wide = y + 20, left + width + 130
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{height}" viewBox="0 0 {wide} {height}" font-family="sans-serif" font-size="12">'
    title = '<text x="10" y="20" font-size="14">The same four rules in each engine</text>'
    return "\n".join([head, f'<rect width="{wide}" height="{height}" fill="white"/>', title, *parts, "</svg>", ""])
