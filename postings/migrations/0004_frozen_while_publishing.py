from django.db import migrations

# An opening that goes online waits for a change of its hospital that is not committed yet (and the other way round):
# such a change, a freeze for example, stamps only the openings that are online when it looks, and would miss this one.
WAITS = """
CREATE OR REPLACE FUNCTION postings_posting_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    UPDATE postings_indexed SET words = '' WHERE posting_id = OLD.id;
  ELSIF NEW.status = 'published' OR (TG_OP = 'UPDATE' AND OLD.status = 'published') THEN
    IF TG_OP = 'INSERT' OR OLD.status <> 'published' OR OLD.hospital_id <> NEW.hospital_id THEN
      PERFORM 1 FROM hospitals_hospital WHERE id = NEW.hospital_id FOR SHARE;
    END IF;
    PERFORM postings_touch(NEW.id);
  END IF;
  RETURN NULL;
END $$;
"""
WAITS_NOT = """
CREATE OR REPLACE FUNCTION postings_posting_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    UPDATE postings_indexed SET words = '' WHERE posting_id = OLD.id;
  ELSIF NEW.status = 'published' OR (TG_OP = 'UPDATE' AND OLD.status = 'published') THEN
    PERFORM postings_touch(NEW.id);
  END IF;
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("postings", "0003_what_a_page_shows")]

    operations = [migrations.RunSQL(WAITS, WAITS_NOT)]
