"""What people do with a publication: propose, release, post, take down, agree, report."""
