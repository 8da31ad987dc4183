"""The page's colours by arithmetic (WCAG 2.2, 1.4.3 and 1.4.11), light and dark."""

import re

from pages import Tally, files, folder


def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted([luminance(one), luminance(other)], reverse=True)
    return (high + 0.05) / (low + 0.05)


def variables(css):
    """The custom properties of `:root`, for light and for dark, references followed."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    dark_blocks = re.findall(r"@media \(prefers-color-scheme:dark\)\{:root\{([^}]*)\}\}", css)
    rest = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^}]*\})*[^{}]*\}", "", css)
    light_blocks = re.findall(r":root\{([^}]*)\}", rest)

    def read(blocks):
        found = {}
        for block in blocks:
            found.update(re.findall(r"(--[\w-]+):([^;}]+)", block))
        return {name: value.strip() for name, value in found.items()}

    def resolved(values):
        def follow(value):
            match = re.fullmatch(r"var\((--[\w-]+)\)", value)
            return follow(values[match[1]]) if match and match[1] in values else value
        return {name: follow(value) for name, value in values.items()}

    light = read(light_blocks)
    return {"light": resolved(light), "dark": resolved({**light, **read(dark_blocks)})}


TEXT = ["--text", "--muted", "--link", "--good", "--bad", "--warn", "--c-text", "--c-muted", "--c-s2t", "--c-s1"]
GRAPHIC = ["--c-s1", "--c-s2", "--c-s3", "--c-s4"]

tally = Tally()
root = folder()
for page in files(root, "index.html"):
    name = page.relative_to(root)
    css = "\n".join(re.findall(r"<style>(.*?)</style>", page.read_text(), flags=re.S))
    for skin, values in variables(css).items():
        ground = values.get("--bg")
        tally.check(ground is not None and ground.startswith("#"), f"{name}: no background in {skin}")
        for role, least in [(r, 4.5) for r in TEXT] + [(r, 3.0) for r in GRAPHIC]:
            if role not in values:
                continue
            ratio = contrast(values[role], ground)
            tally.check(ratio >= least, f"{name}, {skin}: {role} {values[role]} has {ratio:.2f}, needs {least}")
        if "--soft" in values:
            for role in ["--text", "--muted", "--link", "--warn"]:
                ratio = contrast(values[role], values["--soft"])
                tally.check(ratio >= 4.5, f"{name}, {skin}: {role} on --soft has {ratio:.2f}")
tally.end()
