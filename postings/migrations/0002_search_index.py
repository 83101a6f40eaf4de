from django.db import migrations, models

import postings.models.indexed

# One stamp for each change that the search shows. `ON CONFLICT`: the row may be there from an earlier life.
STAMPS = """
CREATE FUNCTION postings_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.changed := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON postings_indexed
  FOR EACH ROW EXECUTE FUNCTION postings_stamp();

CREATE FUNCTION postings_touch(bigint) RETURNS void LANGUAGE sql AS $$
  INSERT INTO postings_indexed (posting_id, words) VALUES ($1, '')
  ON CONFLICT (posting_id) DO UPDATE SET words = postings_indexed.words
$$;

CREATE FUNCTION postings_posting_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    UPDATE postings_indexed SET words = '' WHERE posting_id = OLD.id;
  ELSIF NEW.status = 'published' OR (TG_OP = 'UPDATE' AND OLD.status = 'published') THEN
    PERFORM postings_touch(NEW.id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER search_changed AFTER INSERT OR UPDATE OR DELETE ON postings_posting
  FOR EACH ROW EXECUTE FUNCTION postings_posting_changed();

CREATE FUNCTION postings_place_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE postings_indexed SET words = words WHERE posting_id = COALESCE(NEW.posting_id, OLD.posting_id);
  RETURN NULL;
END $$;
CREATE TRIGGER search_changed AFTER INSERT OR UPDATE OR DELETE ON postings_place
  FOR EACH ROW EXECUTE FUNCTION postings_place_changed();

CREATE FUNCTION postings_hospital_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE postings_indexed SET words = words
  WHERE posting_id IN (SELECT id FROM postings_posting WHERE hospital_id = NEW.id AND status = 'published');
  RETURN NULL;
END $$;
CREATE TRIGGER search_changed AFTER UPDATE OF status, frozen_at, responsive, name, slug, kind ON hospitals_hospital
  FOR EACH ROW WHEN (
    (OLD.status, OLD.frozen_at, OLD.responsive, OLD.name, OLD.slug, OLD.kind)
    IS DISTINCT FROM (NEW.status, NEW.frozen_at, NEW.responsive, NEW.name, NEW.slug, NEW.kind))
  EXECUTE FUNCTION postings_hospital_changed();
"""
UNSTAMPED = """
DROP TRIGGER search_changed ON hospitals_hospital;
DROP TRIGGER search_changed ON postings_place;
DROP TRIGGER search_changed ON postings_posting;
DROP TRIGGER stamp ON postings_indexed;
DROP FUNCTION postings_hospital_changed(), postings_place_changed(), postings_posting_changed(), postings_touch(bigint),
  postings_stamp();
"""


class Migration(migrations.Migration):
    """The words of openings move to a table that processes read their index from. `bin/manage search_index --words`
    writes them for openings that were there before; the launcher does it after migrating."""

    dependencies = [("postings", "0001_initial"), ("hospitals", "0002_responsive")]

    operations = [
        migrations.CreateModel(
            name="Indexed",
            fields=[
                ("posting_id", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "words",
                    models.TextField(default="", help_text="what postings.search.terms.entry() writes"),
                ),
                ("changed", postings.models.indexed.Xid8Field()),
            ],
            options={"indexes": [models.Index(fields=["changed"], name="indexed_changed")]},
        ),
        migrations.RunSQL(
            "ALTER TABLE postings_indexed ALTER COLUMN words SET DEFAULT ''", migrations.RunSQL.noop
        ),
        migrations.RunSQL(STAMPS, UNSTAMPED),
        migrations.RunSQL(
            "INSERT INTO postings_indexed (posting_id) SELECT id FROM postings_posting",
            migrations.RunSQL.noop,
        ),
        migrations.RemoveIndex(model_name="posting", name="posting_words"),
        migrations.RemoveIndex(model_name="posting", name="posting_required"),
        migrations.RemoveIndex(model_name="posting", name="posting_nice"),
        migrations.RemoveIndex(model_name="posting", name="posting_channels"),
        migrations.RemoveField(model_name="posting", name="search"),
    ]
