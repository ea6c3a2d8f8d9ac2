"""How people and programs ask: a request -> search -> a page, or JSON."""

from web.app import create_app
from web.config import Config, load_config
from web.serving import serve

__all__ = ["Config", "create_app", "load_config", "serve"]
