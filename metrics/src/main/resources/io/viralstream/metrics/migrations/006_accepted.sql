-- When the gateway accepted a sample. Of rows that were stored before, only their admission is known, a moment later.

ALTER TABLE samples ADD COLUMN IF NOT EXISTS accepted_at DateTime64(3, 'UTC') DEFAULT at AFTER at;
