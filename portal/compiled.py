"""Queries whose statement is put together once a connection: for the few that are asked with every page, compiling
costs several times what asking does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import ObjectDoesNotExist
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import query
from django.db.models.expressions import Expression

R = TypeVar("R")


class Parameter(Expression):
    """Stands in a query for a value of that field, which is only known when it is asked."""

    def __init__(self, name: str, model: type[models.Model], field: str) -> None:
        super().__init__(output_field=cast("models.Field[Any, Any]", model._meta.get_field(field)))
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]


class Compiled(Generic[R]):
    """`build` makes the query, of models (with what `select_related` brings, and annotations) or of a values list. It
    must be the same whenever it is built, but for its parameters: nothing in it may come of the moment."""

    def __init__(self, build: Callable[[], models.QuerySet[Any, R]]) -> None:
        self._build = build

    def all(self, **values: Any) -> list[R]:
        return list(self._of_this_connection().rows(values))

    def first(self, **values: Any) -> R | None:
        return next(self._of_this_connection().rows(values), None)

    def get(self, **values: Any) -> R:
        """Raises ObjectDoesNotExist."""
        found = self.first(**values)
        if found is None:
            raise ObjectDoesNotExist
        return found

    def _of_this_connection(self) -> _Statement[R]:
        connection = connections[DEFAULT_DB_ALIAS]
        known: dict[Compiled[Any], _Statement[Any]] = connection.__dict__.setdefault("_compiled", {})
        if self not in known:
            known[self] = _Statement(self._build(), connection)
        return known[self]


class _Statement(Generic[R]):
    def __init__(self, queryset: models.QuerySet[Any, R], connection: BaseDatabaseWrapper) -> None:
        self._connection = connection
        self._compiler = queryset.query.get_compiler(connection=connection)
        self._sql, self._parameters = self._compiler.as_sql()
        self._makes_models = queryset._iterable_class is query.ModelIterable
        assert self._makes_models or queryset._iterable_class is query.ValuesListIterable

    def rows(self, values: dict[str, Any]) -> Iterator[R]:
        with self._connection.cursor() as cursor:
            cursor.execute(self._sql, [self._given(one, values) for one in self._parameters])
            fetched = cursor.fetchall()
        found = self._compiler.results_iter([fetched])
        return self._models(found) if self._makes_models else (tuple(row) for row in found)  # type: ignore[misc]

    def _given(self, one: Any, values: dict[str, Any]) -> Any:
        if not isinstance(one, Parameter):
            return one
        return one.output_field.get_db_prep_value(values[one.name], self._connection)

    def _models(self, rows: Iterator[Any]) -> Iterator[Any]:
        """As Django makes them (`ModelIterable`)."""
        select, info = self._compiler.select, self._compiler.klass_info
        first, last = info["select_fields"][0], info["select_fields"][-1] + 1
        names = [column[0].target.attname for column in select[first:last]]
        related = query.get_related_populators(info, select, self._connection.alias)  # type: ignore[attr-defined]  # undocumented
        for row in rows:
            made = info["model"].from_db(self._connection.alias, names, row[first:last])
            for populator in related:
                populator.populate(row, made)
            for name, position in self._compiler.annotation_col_map.items():
                setattr(made, name, row[position])
            yield made
