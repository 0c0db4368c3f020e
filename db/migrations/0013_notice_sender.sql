-- Whoever sends notices looks up the accounts of those who hold a post.
grant select on account to zerentian_loader;
