"""Every page in headless Chromium: accessible, self-contained, nothing cut, and nothing hostile runs."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from pages import Tally, browser, files, folder

WIDTHS = [360, 800, 1600]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# A mail is no page of ours: its reader brings the landmarks around it.
MAIL_RULES = {**RULES, "rules": {"region": {"enabled": False}, "landmark-one-main": {"enabled": False}}}

# Labels of each drawing that lie on one another by more than a hair, or leave it.
LABELS = """() => {
  const faults = [];
  for (const svg of document.querySelectorAll('svg')) {
    if (svg.getClientRects().length === 0) continue;
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
    texts.forEach(([words, box], i) => {
      if (frame.left - box.left > 1.5 || box.right - frame.right > 1.5 || frame.top - box.top > 3 ||
          box.bottom - frame.bottom > 3) faults.push('cut: ' + words.slice(0, 60));
      for (const [other, b] of texts.slice(i + 1)) {
        const across = Math.min(box.right, b.right) - Math.max(box.left, b.left);
        const down = Math.min(box.bottom, b.bottom) - Math.max(box.top, b.top);
        if (across > 1 && down > 3) faults.push(words.slice(0, 40) + ' on ' + other.slice(0, 40));
      }
    });
  }
  return faults;
}"""


def open_page(chrome, file, width, scheme, script=True):
    """A loaded page with what it asked for, said and threw."""
    page = chrome.new_page(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script)
    page.requests, page.complaints = [], []
    page.on("request", lambda request: page.requests.append(request.url))
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("dialog", lambda dialog: (page.complaints.append("dialog: " + dialog.message), dialog.dismiss()))
    page.goto(file.as_uri())
    return page


def looks(tally, chrome, file, name):
    for scheme in ["light", "dark"]:
        for width in WIDTHS:
            page = open_page(chrome, file, width, scheme)
            place = f"{name}, {scheme}, {width}"
            inner = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
            tally.check(inner[0] <= inner[1], f"{place}: scrolls sideways, {inner[0]} in {inner[1]}")
            if scheme == "light":
                faults = page.evaluate(LABELS)
                tally.check(not faults, f"{place}: {len(faults)} labels: {faults[:5]}")
            # The mail's pictures are parts of the message, not of the page.
            others = [url for url in page.requests if url != file.as_uri() and not url.startswith("cid:")]
            tally.check(not others, f"{place}: asks for {others[:3]}")
            complaints = [text for text in page.complaints if "ERR_UNKNOWN_URL_SCHEME" not in text]
            tally.check(not complaints, f"{place}: {complaints[:3]}")
            if width == 800:
                is_mail = file.name == "email.html"
                found = Axe().run(page, options=MAIL_RULES if is_mail else RULES).response["violations"]
                for violation in found[:5]:
                    print("  ", violation["id"], violation["nodes"][0]["html"][:160])
                tally.check(not found, f"{place}: axe finds {[violation['id'] for violation in found]}")
            page.close()


def without_script(tally, chrome, file, name):
    """What the page says does not depend on its script."""
    with_script, bare = [open_page(chrome, file, 800, "light", script=on) for on in (True, False)]
    words = [page.locator("main").inner_text() for page in (with_script, bare)]
    lines = [[line.strip() for line in text.replace("Copy link", "").splitlines() if line.strip()] for text in words]
    tally.check(lines[0] == lines[1] and len(lines[1]) > 20, f"{name}: without its script it says something else")
    with_script.close()
    bare.close()


def script(tally, chrome, file, name):
    """Sorting, tooltips and links do what they say."""
    page = open_page(chrome, file, 1600, "light")
    table = page.locator("#table-endpoints table").first
    if table.count():
        page.evaluate("document.querySelectorAll('#table-endpoints').forEach(d => { d.open = true; })")
        column = [h.strip() for h in table.locator("thead th").all_inner_texts()].index("Calls")

        def numbers():
            cells = table.locator(f"tbody tr > *:nth-child({column + 1})").all_inner_texts()
            return [int("".join(c for c in cell if c.isdigit()) or 0) for cell in cells]

        first = numbers()
        button = table.locator("thead th").nth(column).locator("button")
        for order in [sorted(first, reverse=True), sorted(first), first]:
            button.click()
            tally.check(numbers() == order, f"{name}: a click on Calls gives {numbers()[:5]}, not {order[:5]}")
    chart = page.locator("figure svg[data-columns]").first
    if chart.count():
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        tip = page.locator(".tip")
        tally.check(tip.is_visible() and len(tip.inner_text()) > 10, f"{name}: a chart shows no tooltip")
        page.mouse.move(2, 2)
        tally.check(not tip.is_visible(), f"{name}: the tooltip stays")
    finding = page.locator("[data-link]").first
    if finding.count():
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        finding.hover()
        finding.locator("button.copy").click()
        page.locator(".copy", has_text="Copied").first.wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        tally.check(copied.endswith("#" + finding.get_attribute("data-link")), f"{name}: copied {copied}")
    page.close()


tally = Tally()
root = folder()
with sync_playwright() as playwright:
    chrome = browser(playwright)
    for file in files(root, "*.html"):
        name = str(file.relative_to(root))
        looks(tally, chrome, file, name)
        if file.name == "index.html":
            without_script(tally, chrome, file, name)
            if file.parent != root:
                script(tally, chrome, file, name)
                size = file.stat().st_size
                tally.check(size < 600_000, f"{name}: {size} bytes")
    chrome.close()
tally.end()
