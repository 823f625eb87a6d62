-- How many blocks a table remembers, to drop one that comes again: 100,000 blocks at one each 50 ms are 83 minutes.

ALTER TABLE samples MODIFY SETTING non_replicated_deduplication_window = 100000;
ALTER TABLE train_steps MODIFY SETTING non_replicated_deduplication_window = 100000;
ALTER TABLE train_samples MODIFY SETTING non_replicated_deduplication_window = 100000;
ALTER TABLE checkpoints MODIFY SETTING non_replicated_deduplication_window = 100000;
ALTER TABLE scores MODIFY SETTING non_replicated_deduplication_window = 100000;
ALTER TABLE progress MODIFY SETTING non_replicated_deduplication_window = 100000;
ALTER TABLE asked MODIFY SETTING non_replicated_deduplication_window = 100000;
ALTER TABLE dead_letters MODIFY SETTING non_replicated_deduplication_window = 100000;
ALTER TABLE resends MODIFY SETTING non_replicated_deduplication_window = 100000;
ALTER TABLE score_totals MODIFY SETTING non_replicated_deduplication_window = 100000;
