"""The web application: every platform's routes on one port, and the house's life around them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.house import House


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
        _include(app, router)
    for error, handler in house.web.error_handlers.items():
        app.add_exception_handler(error, handler)
    _add_health(app, house)
    return app


def _include(app: FastAPI, router: APIRouter) -> None:
    """Plain routes stand in the application itself: a router that is included would match each request a second time."""
    if all(type(route) is Route for route in router.routes):
        app.router.routes.extend(router.routes)
    else:
        app.include_router(router)


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
