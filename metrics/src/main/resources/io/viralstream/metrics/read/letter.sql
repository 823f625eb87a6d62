-- One dead letter, and what became of it.
SELECT * FROM letters WHERE id = {id:String}
