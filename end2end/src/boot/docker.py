#!/usr/bin/python3
"""Stands in for Docker's daemon, which cannot run in here. Files are read by the real Compose; a container is a program of this
machine: the real Redis with its mounted file and folder, the real PostgreSQL, and what answers in the place of Mastodon."""
import json, os, re, subprocess, sys, time
from pathlib import Path

COMPOSE = "@COMPOSE@"
STATE = Path("/run/containers")
PROJECT = "mastodon"
# Each Redis has an address of its own, as each container has.
ADDRESSES = {"redis": "127.0.1.1", "redis-main": "127.0.1.2", "redis-sidekiq": "127.0.1.3", "redis-cache": "127.0.1.4"}
WITH_VALUE = ("-f", "--file", "--project-directory", "--project-name", "--profile", "-p")

def system(*line): return subprocess.run(line, check=True)

def model(before):
    said = subprocess.run([COMPOSE, *before, "--profile", "*", "config", "--format", "json"], capture_output=True, text=True)
    if said.returncode: sys.exit(said.stderr)
    return json.loads(said.stdout)["services"]

def state(): return {path.name: json.loads(path.read_text()) for path in STATE.iterdir()}

def unit(name): return f"container-{name}"

def forget(name):
    """A unit of before is known until systemd has tidied up."""
    ask = ["systemctl", "show", "--property=LoadState", "--value", unit(name)]
    while subprocess.run(ask, capture_output=True, text=True).stdout.strip() != "not-found":
        subprocess.run(["systemctl", "reset-failed", unit(name)], capture_output=True)
        time.sleep(0.1)

def start(name, service):
    line = None
    command = service.get("command") or []
    mounts = {mount["target"]: mount["source"] for mount in service.get("volumes", [])}
    if "postgres:" in service["image"]:
        link = Path("/etc/postgresql/15/main/conf.d/mastodon.conf")
        link.unlink(missing_ok=True)
        if conf := mounts.get("/etc/postgresql/mastodon.conf"):
            link.symlink_to(os.path.realpath(conf))
        system("systemctl", "restart", "postgresql@15-main")
    elif "redis:" in service["image"]:
        conf = mounts.get("/usr/local/etc/redis/redis.conf")
        if conf:
            # A container sees its folder as /data.
            text = [line for line in Path(conf).read_text().splitlines() if not line.startswith("dir ")]
            conf = f"/run/{unit(name)}.conf"
            Path(conf).write_text("\n".join(text) + "\n")
        line = ["redis-server", *([conf] if conf else []), "--bind", ADDRESSES[name], "--dir", mounts["/data"], "--protected-mode", "no"]
    elif "sidekiq" in command:
        url = service["environment"].get("SIDEKIQ_REDIS_URL")
        if url: line = ["/usr/local/lib/sidekiq", url, *command]
    elif service.get("ports"):
        line = ["/usr/local/lib/answers", service["ports"][0]["published"]]
    if line:
        forget(name)
        system("systemd-run", "--quiet", "--unit", unit(name), *line)
    (STATE / name).write_text(json.dumps(service))

def stop(name):
    subprocess.run(["systemctl", "stop", unit(name)], capture_output=True)
    (STATE / name).unlink(missing_ok=True)

def execute(name, line):
    service = state().get(name)
    if service is None: sys.exit(f"{name} does not run")
    if line[0] == "redis-cli": line = [line[0], "-h", ADDRESSES[name], *line[1:]]
    if line[0] == "psql": line = ["runuser", "-u", "postgres", "--", *line]
    if line[0] == "printenv": sys.exit(1)
    if line == ["cat", "lib/mastodon/version.rb"]:
        major, minor = re.search(r":[^:]*?(\d+)\.(\d+)", service["image"]).groups()
        print(f"def major\n  {major}\nend\ndef minor\n  {minor}\nend")
        return
    # Where an image of Mastodon has it, with the folders that are mounted there.
    os.chdir("/opt/mastodon" if line[0] == "sh" else "/")
    os.execvp(line[0], line)

def without_options(words, with_value=("-e",)):
    words = list(words)
    while words and words[0].startswith("-"):
        if words.pop(0) in with_value: words.pop(0)
    return words

def compose(words):
    before = []
    while words and words[0].startswith("-"):
        count = 2 if words[0] in WITH_VALUE else 1
        before += words[:count]
        words = words[count:]
    verb, words = words[0], words[1:]
    if verb in ("config", "version"): os.execv(COMPOSE, [COMPOSE, *before, verb, *words])
    options = [word for word in words if word.startswith("-")]
    services = model(before)
    if verb == "exec":
        words = without_options(words)
        return execute(words[0], words[1:])
    named = [word for word in words if not word.startswith("-")]
    if verb == "up":
        for name in named or [name for name, service in services.items() if "profiles" not in service]:
            present = state().get(name)
            if present != services[name] or "--force-recreate" in options:
                if present: stop(name)
                start(name, services[name])
        if "--remove-orphans" in options:
            for name in set(state()) - set(services): stop(name)
    elif verb in ("stop", "rm"):
        for name in named: stop(name)
    elif verb == "restart":
        for name in named: stop(name), start(name, services[name])
    elif verb == "down":
        for name in state(): stop(name)
    elif verb == "ps":
        print("\n".join(sorted(set(state()) & set(services))))
    else:
        sys.exit(f"docker compose {verb}: there is no daemon")

STATE.mkdir(exist_ok=True)
words = sys.argv[1:]
if words[0] == "compose": compose(words[1:])
elif words[0] == "ps":
    wanted = [word.rsplit("=", 1)[1] for word in words if "compose.service=" in word]
    print("\n".join(name for name in state() if name in wanted))
elif words[0] == "exec":
    words = without_options(words[1:])
    execute(words[0], words[1:])
elif words[0] == "inspect":
    print(json.dumps([{"Image": "sha256:0", "Config": {"Image": state()[words[-1]]["image"]}}], indent=4))
else: sys.exit(f"docker {words[0]}: there is no daemon")
