.PHONY: demo test check pages screenshots format goldens sample release

demo:
	scripts/demo

test:
	scripts/test

check:
	scripts/check

# The pages and the mail in a browser, before validators and linters.
pages: release
	scripts/check-pages

# The pictures in docs/screenshots, from the tracked sample; needs what scripts/check-pages sets up.
screenshots:
	.build/pages/bin/python Tests/Pages/screenshots.py reports/sample/2026-10/index.html docs/screenshots

format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests

# Rewrites every derived file and golden; review the diff like code.
goldens:
	UPDATE_GOLDENS=1 swift test

# Rewrites the tracked report of the sample month.
sample: release
	scripts/sample

release:
	swift build -c release --product throughline
