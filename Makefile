# Every command of the project; `make` alone lists them. Each sets up what it needs first (see .tools/setup).

export PATH := $(CURDIR)/.venv/bin:$(PATH)

FAST_TESTS := not slow and not browser and not services
# Christmas; 29 February; the last day of March; the Sunday when clocks go back; tomorrow already in London. All in UTC.
HARD_DAYS := 2026-12-25T10:00 2028-02-29T10:00 2027-03-31T22:30 2027-10-31T00:30 2027-06-15T23:30

.PHONY: help demo test check lint fast-tests any-day prove shots coverage lock clean

help: ## list the commands
	@grep -E '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 14

demo: ## serve the demo at http://127.0.0.1:8000 (another port: make demo PORT=8001)
	@.tools/demo

test: ## run every test, on SQLite and on PostgreSQL
	@.tools/setup test
	pytest -n 2 --dist loadgroup
	TEST_DATABASE=postgres pytest -n 2 --dist loadgroup -m "not browser and (services or not slow)"

check: lint fast-tests ## lint, types and the fast tests on SQLite: run it before each commit

lint: ## style, import direction, templates, types, missing migrations
	@.tools/setup dev
	ruff check .
	ruff format --check .
	lint-imports --no-logo
	djlint --lint --check templates
	mypy
	python manage.py makemigrations --check --dry-run

fast-tests: ## the fast tests only
	@.tools/setup dev
	pytest -n 2 -m "$(FAST_TESTS)"

any-day: ## the fast tests as if today were Christmas, 29 February and other hard days
	@.tools/setup dev
	for now in $(HARD_DAYS); do echo "$$now"; TEST_NOW=$$now pytest -n 2 -q -m "$(FAST_TESTS)" || exit 1; done

prove: ## what the tests promise, tried as often as it was promised: kills, guesses, broken connections
	@.tools/setup test
	PROVE=true pytest -s tests/reports/test_guessing.py tests/journeys -k "guess or lost or prepared or visited or published"
	PROVE=true TEST_DATABASE=postgres pytest -s tests/torture

shots: ## walk every journey and keep a picture of each page, as wide as a desk and a phone, in shots/
	@.tools/setup test
	SHOTS=true pytest -n 2 --dist loadgroup -m browser tests/journeys

coverage: ## which lines the fast tests never reach
	@.tools/setup dev
	coverage run -m pytest -m "$(FAST_TESTS)"
	coverage report

lock: ## write the lock files anew from pyproject.toml and package.json (newer versions: make lock UPGRADE=1)
	@.tools/lock

clean: ## remove what was installed and built; var/, with the database, stays
	rm -rf .venv node_modules static/build staticfiles .coverage
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	rm -f var/front-end-made-from var/setup.log var/setup.lock
