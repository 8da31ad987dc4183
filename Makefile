.PHONY: demo test check format goldens sample release

demo:
	scripts/demo

test:
	scripts/test

check:
	scripts/check

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
