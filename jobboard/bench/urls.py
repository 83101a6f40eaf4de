"""The board's addresses and the floor page. In force only when BENCH_TOKEN is set (jobboard/settings.py)."""

from django.urls import path

from jobboard import urls
from jobboard.bench.inside import floor

urlpatterns = [path("bench/floor", floor, name="bench_floor"), *urls.urlpatterns]
handler500 = urls.handler500
