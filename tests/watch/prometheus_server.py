"""Debian's Prometheus on this machine, with the project's rules, looking every second instead of every fifteen."""
import json
import shutil
import subprocess
import time
import urllib.parse
import urllib.request

import yaml

from watched import ROOT, need
from peer import free_port


class Prometheus:
    def __init__(self, folder, targets):
        """`targets`: ports by the name of the job, as deploy/prometheus/prometheus.yml calls it."""
        program = need("prometheus")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shipped = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yml").read_text())
        jobs = {each["job_name"] for each in shipped["scrape_configs"]}
        assert set(targets) <= jobs, "prometheus.yml has no such job: %s" % (set(targets) - jobs)
        settings = {"global": {"scrape_interval": "1s", "scrape_timeout": "1s", "evaluation_interval": "1s"},
                    "rule_files": [str(ROOT / "deploy/prometheus" / name) for name in shipped["rule_files"]],
                    "scrape_configs": [{"job_name": name, "static_configs": [{"targets": ["127.0.0.1:%d" % port]}]} for name, port in targets.items()]}
        (folder / "prometheus.yml").write_text(yaml.safe_dump(settings))
        port = free_port()
        self.url = "http://127.0.0.1:%d" % port
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        self.log = open(folder / "log", "w")
        self.process = subprocess.Popen([program, "--config.file=%s" % (folder / "prometheus.yml"), "--storage.tsdb.path=%s" % (folder / "data"),
                                         "--web.listen-address=127.0.0.1:%d" % port, "--log.level=warn"], stdout=self.log, stderr=self.log)
        self.wait(folder)

    def wait(self, folder):
        until = time.monotonic() + 60
        while time.monotonic() < until and self.process.poll() is None:
            try:
                self.opener.open(self.url + "/-/ready", timeout=2).close()
                return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise AssertionError("prometheus did not start: " + (folder / "log").read_text()[-2000:])

    def ask(self, path, **parameters):
        data = urllib.parse.urlencode(parameters).encode()
        try:
            return json.loads(self.opener.open(self.url + "/api/v1/" + path, data or None, timeout=30).read())
        except urllib.error.HTTPError as refused:
            return json.loads(refused.read())

    def now(self, expression):
        """The series of an expression at this moment. An expression that cannot be read is an error."""
        answer = self.ask("query", query=expression)
        assert answer["status"] == "success", answer
        return answer["data"]["result"]

    def rules(self):
        return [rule for group in self.ask("rules")["data"]["groups"] for rule in group["rules"]]

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.log.close()
