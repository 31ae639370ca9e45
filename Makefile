# Every target does its own set-up, says what it does, and can be run twice.
.DEFAULT_GOAL := help
SHELL := /bin/sh
.DELETE_ON_ERROR:
.PHONY: help setup demo test test-spark check bench shell lock browser format

# Compiled modules are kept, whatever the shell says: without them every start takes seconds more.
export PYTHONDONTWRITEBYTECODE :=

PYTHON ?= python3.11
UV_VERSION := 0.13.9
BIN := .venv/bin
STAMP := .venv/ready
ARGS ?=

help:
	@echo '诺证 Nuozheng'
	@echo '  make setup   安装依赖到 .venv · install into .venv'
	@echo "  make demo    启动演示 · run the demonstration (ARGS='--port 9000')"
	@echo '  make test    检查和全部测试 · checks and all tests'
	@echo '  make test-spark  同一批量核查在 Spark 集群上（Java 17） · the bulk expression on Spark'
	@echo '  make check   格式、类型、导入、模板 · format, types, imports, templates'
	@echo '  make bench   性能 · benchmarks'
	@echo '  make shell   Django 命令行 · a Python shell with the demonstration data'
	@echo '  make lock    重新锁定依赖版本 · pin dependency versions anew'

setup: $(STAMP)
	@echo '依赖已就绪 · ready: $(BIN)/nuozheng'

$(STAMP): requirements-dev.lock
	@echo '安装依赖到 .venv · installing dependencies into .venv'
	@command -v $(PYTHON) >/dev/null || { echo '需要 Python 3.11（Debian：apt-get install python3.11-venv），或另行指定：make setup PYTHON=python3.12'; exit 1; }
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv || { rm -rf .venv; echo '缺少 venv 模块（Debian：apt-get install python3.11-venv）'; exit 1; }
	@if $(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv==$(UV_VERSION)'; then \
		VIRTUAL_ENV='$(CURDIR)/.venv' $(BIN)/uv pip sync --quiet --require-hashes requirements-dev.lock; \
	else \
		echo '没有 uv，改用 pip · no uv, using pip'; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock; \
	fi
	@# The checkout itself, without building anything: a line on the path, and the command.
	@$(BIN)/python -c 'import os, sysconfig; open(os.path.join(sysconfig.get_path("purelib"), "nuozheng.pth"), "w").write(os.getcwd() + "\n")'
	@printf '#!/bin/sh\nexec "$$(dirname "$$0")/python" -m nuozheng.cli "$$@"\n' > $(BIN)/nuozheng && chmod +x $(BIN)/nuozheng
	@touch $@

demo: $(STAMP)
	@exec $(BIN)/nuozheng demo --with-parent $(ARGS)

check: $(STAMP)
	@echo '格式 · format'
	@$(BIN)/ruff format --check --quiet . || { echo '运行 make format 可以改好 · make format mends it'; exit 1; }
	@echo '写法 · lint'
	@$(BIN)/ruff check --quiet .
	@echo '导入方向 · imports run downwards'
	@$(BIN)/lint-imports --no-logo >/dev/null || $(BIN)/lint-imports --no-logo
	@echo '模板 · templates'
	@$(BIN)/djlint --quiet nuozheng
	@echo '锁定文件、密钥、路径 · lock files, secrets, paths'
	@$(BIN)/python -m tests.tree
	@echo '依赖的已知弱点 · known weaknesses of dependencies'
	@$(BIN)/python -m tests.dependency_audit
	@echo '类型 · types'
	@$(BIN)/mypy

format: $(STAMP)
	@echo '整理格式 · formatting'
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .

test: check browser
	@echo '测试 · tests'
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

test-spark: .venv-spark/ready
	@echo '批量核查在两个工作进程的 Spark 上 · bulk verification on Spark with two workers'
	@.venv-spark/bin/python -m tests.spark.run

.venv-spark/ready: requirements-spark.lock
	@echo '安装 Spark 到 .venv-spark · installing Spark into .venv-spark'
	@command -v java >/dev/null || { echo '需要 Java 17（Debian：apt-get install openjdk-17-jre-headless）'; exit 1; }
	@[ -x .venv-spark/bin/python ] || $(PYTHON) -m venv .venv-spark
	@.venv-spark/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-spark.lock
	@touch $@

browser:
	@.ci/browser

bench: $(STAMP)
	@echo '性能 · benchmarks'
	@$(BIN)/python -m bench $(ARGS)

shell: $(STAMP)
	@echo '带演示数据的 Python 命令行，Ctrl-D 退出 · a Python shell with the demonstration data'
	@NUOZHENG_DEMO=1 $(BIN)/python manage.py shell

lock: $(STAMP)
	@echo '重新锁定依赖版本 · pinning dependency versions anew'
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --upgrade pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --upgrade -c requirements.lock pyproject.toml --group dev -o requirements-dev.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --upgrade-package pyspark -c requirements.lock --extra spark pyproject.toml -o requirements-spark.lock
