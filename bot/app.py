"""The web application: every platform's routes on one port, and the house's life around them."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from inspect import isfunction

from fastapi import FastAPI
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.house import House


class PlainRoutesFirst:
    """Plain ASGI applications (Slack's) get their requests at once. What lies before them otherwise (error pages for people,
    exit stacks, routers in routers) costs a click a seventh of its time and does nothing for it."""

    def __init__(self, app: ASGIApp, routes: Iterable[BaseRoute]) -> None:
        self._app = app
        plain = (route for route in routes if type(route) is Route and not isfunction(route.endpoint))
        self._plain = {(route.path, method): route.app for route in plain for method in route.methods or ()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        there = (scope["path"], scope["method"]) if scope["type"] == "http" else ("", "")
        await self._plain.get(there, self._app)(scope, receive, send)


def make_app(house: House, *, with_worker: bool) -> FastAPI:
    """``with_worker``: this process also keeps cards true, sends, and turns what falls due into commands."""

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        await house.open()
        worker = house.worker() if with_worker else None
        try:
            if worker is not None:
                await worker.start()
            yield
        finally:
            await house.web.live.close()
            if worker is not None:
                await worker.stop()
            await house.close()

    app = FastAPI(title="Rondo", lifespan=life, openapi_url=None, docs_url=None, redoc_url=None)
    for router in house.routers:
        app.include_router(router)
    app.add_middleware(
        PlainRoutesFirst, routes=[route for router in house.routers for route in router.routes]
    )
    for error, handler in house.web.error_handlers.items():
        app.add_exception_handler(error, handler)
    _add_health(app, house)
    return app


def _add_health(app: FastAPI, house: House) -> None:
    @app.get("/healthz", include_in_schema=False)
    async def alive() -> PlainTextResponse:
        """This process answers."""
        return PlainTextResponse("ok")

    @app.get("/readyz", include_in_schema=False)
    async def ready() -> PlainTextResponse:
        """The database answers, and its schema is this version's."""
        problem = await house.not_ready()
        return PlainTextResponse(problem or "ok", 503 if problem else 200)
