"""Every sample: {its name: a function that gives ({path: content}, moment of capture)}."""

import functools

from .microk8s_bundle import bundle
from .refusals import REFUSALS
from .scenarios import SCENARIOS

SAMPLES = {"k8s01-path-mismatch": functools.partial(bundle, True), "healthy": functools.partial(bundle, False), **SCENARIOS, **REFUSALS}
