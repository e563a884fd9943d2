"""S3 on the loopback, by moto, with what moto leaves out: strangers are refused, links lapse, it may be away."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

import boto3
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server

from config.settings.buckets import client_config

KEYS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
DENIED = b"<Error><Code>AccessDenied</Code></Error>"

Start = Callable[..., Any]


class _Handler(MotoRequestHandler):
    def log(self, *args: object) -> None:
        """Links would stand in it."""


class Storage:
    """`address` is its endpoint."""

    def __init__(self) -> None:
        self._application = DomainDispatcherApplication(create_backend_app)
        self._signatures: set[str] = set()
        self._lapsed: set[str] = set()
        self._is_away = False
        self._public = ""
        self._server = make_server("127.0.0.1", 0, self, threaded=True, request_handler=_Handler)
        self.address = f"http://127.0.0.1:{self._server.port}"

    def let_links_lapse(self) -> None:
        """All that were used until now, as if their time were over."""
        self._lapsed |= self._signatures

    @contextmanager
    def away(self) -> Iterator[None]:
        self._is_away = True
        try:
            yield
        finally:
            self._is_away = False

    def make_buckets(self, *, public: str, private: str) -> None:
        """As docs/operate.md wants them: everybody may get objects of the public one, and nothing else."""
        self._public = public
        client = boto3.client(
            "s3",
            endpoint_url=self.address,
            region_name="us-east-1",
            aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
            config=client_config("path"),
        )
        for bucket in (public, private):
            client.create_bucket(Bucket=bucket)
        objects = f"arn:aws:s3:::{public}/*"
        everybody = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": objects}
        client.put_bucket_policy(Bucket=public, Policy=json.dumps({"Version": "2012-10-17", "Statement": [everybody]}))

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        if self._is_away:
            start_response("503 Slow Down", [])
            return []
        query = parse_qs(environ.get("QUERY_STRING", ""))
        is_signed = "X-Amz-Signature" in query or "HTTP_AUTHORIZATION" in environ
        if self._has_lapsed(query) or not (is_signed or environ["PATH_INFO"].startswith(f"/{self._public}/")):
            start_response("403 Forbidden", [("Content-Type", "application/xml")])
            return [DENIED]
        answer: Iterable[bytes] = self._application(environ, start_response)
        return answer

    def _has_lapsed(self, query: dict[str, list[str]]) -> bool:
        if "X-Amz-Expires" not in query:
            return False
        signature = query["X-Amz-Signature"][0]
        self._signatures.add(signature)
        signed = datetime.strptime(query["X-Amz-Date"][0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        is_over = datetime.now(UTC) > signed + timedelta(seconds=int(query["X-Amz-Expires"][0]))
        return is_over or signature in self._lapsed

    @contextmanager
    def serving(self) -> Iterator[Storage]:
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            thread.join()
