from django.db import migrations

# A page of an opening shows its hospital's profile and channels too: a change of these stamps its openings, so that
# the stamp alone tells whether a reader's copy is still right (postings/views/public.py).
WIDER = """
DROP TRIGGER search_changed ON hospitals_hospital;
CREATE TRIGGER search_changed AFTER UPDATE ON hospitals_hospital
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION postings_hospital_changed();

CREATE FUNCTION postings_hospital_channel_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE postings_indexed SET words = words WHERE posting_id IN (
    SELECT id FROM postings_posting
    WHERE hospital_id = COALESCE(NEW.hospital_id, OLD.hospital_id) AND status = 'published');
  RETURN NULL;
END $$;
CREATE TRIGGER search_changed AFTER INSERT OR UPDATE OR DELETE ON hospitals_hospitalchannel
  FOR EACH ROW EXECUTE FUNCTION postings_hospital_channel_changed();
"""
NARROWER = """
DROP TRIGGER search_changed ON hospitals_hospitalchannel;
DROP FUNCTION postings_hospital_channel_changed();
DROP TRIGGER search_changed ON hospitals_hospital;
CREATE TRIGGER search_changed AFTER UPDATE OF status, frozen_at, responsive, name, slug, kind ON hospitals_hospital
  FOR EACH ROW WHEN (
    (OLD.status, OLD.frozen_at, OLD.responsive, OLD.name, OLD.slug, OLD.kind)
    IS DISTINCT FROM (NEW.status, NEW.frozen_at, NEW.responsive, NEW.name, NEW.slug, NEW.kind))
  EXECUTE FUNCTION postings_hospital_changed();
"""


class Migration(migrations.Migration):
    dependencies = [("postings", "0002_search_index")]

    operations = [migrations.RunSQL(WIDER, NARROWER)]
