"""The same work in Python, with its standard library alone: `detach.py (urllib|kept) (write|verified|many)`.

urllib makes a connection for every request; `kept` is http.client over one connection that is kept, the strongest that
the standard library has. Environment: URL, ACCESS_KEY, SECRET_KEY, PRODUCT, API, STAGE, PLAN, CA_FILE;
for many: STAGES and PLANS with spaces between, PARALLEL.
"""

import base64
import hashlib
import hmac
import json
import os
import ssl
import sys
import time

ENV = os.environ
CONTEXT = ssl.create_default_context(cafile=ENV["CA_FILE"])


def headers(method, target):
    stamp = str(int(time.time() * 1000))
    text = f"{method} {target}\n{stamp}\n{ENV['ACCESS_KEY']}"
    digest = hmac.new(ENV["SECRET_KEY"].encode(), text.encode(), hashlib.sha256).digest()
    return {
        "x-ncp-apigw-timestamp": stamp,
        "x-ncp-iam-access-key": ENV["ACCESS_KEY"],
        "x-ncp-apigw-signature-v2": base64.b64encode(digest).decode(),
        "content-type": "application/json",
    }


class Urllib:
    def __init__(self):
        import urllib.request

        self.module = urllib.request

    def send(self, method, target, body=None):
        request = self.module.Request(ENV["URL"] + target, body, headers(method, target), method=method)
        with self.module.urlopen(request, context=CONTEXT) as reply:
            return reply.read()


class Kept:
    def __init__(self):
        import http.client

        self.connection = http.client.HTTPSConnection(ENV["URL"].removeprefix("https://"), context=CONTEXT)

    def send(self, method, target, body=None):
        self.connection.request(method, target, body, headers(method, target))
        reply = self.connection.getresponse()
        text = reply.read()
        if reply.status >= 300:
            sys.exit(f"{method} {target}: {reply.status}")
        return text


class Stage:
    def __init__(self, client, stage):
        self.client = client
        self.base = f"/api/v1/products/{ENV['PRODUCT']}/apis/{ENV['API']}/stages/{stage}"

    def plans(self):
        rows = json.loads(self.client.send("GET", f"{self.base}/usage-plans?offset=0&limit=100"))["content"]
        return {row["usagePlanId"] for row in rows}

    def write(self, plan):
        self.client.send("POST", f"{self.base}/disassociate-usage-plan", json.dumps({"usagePlanId": plan}).encode())

    def verified(self, plans):
        if not self.plans() >= set(plans):
            sys.exit("not there")
        for plan in plans:
            self.write(plan)
        if self.plans() & set(plans):
            sys.exit("still there")


make, work = {"urllib": Urllib, "kept": Kept}[sys.argv[1]], sys.argv[2]
if work == "write":
    Stage(make(), ENV["STAGE"]).write(ENV["PLAN"])
elif work == "verified":
    Stage(make(), ENV["STAGE"]).verified([ENV["PLAN"]])
else:
    import threading
    from concurrent.futures import ThreadPoolExecutor

    local = threading.local()

    def one(stage):
        local.client = getattr(local, "client", None) or make()
        Stage(local.client, stage).verified(ENV["PLANS"].split())

    with ThreadPoolExecutor(int(ENV["PARALLEL"])) as pool:
        list(pool.map(one, ENV["STAGES"].split()))
