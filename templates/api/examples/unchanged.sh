curl --etag-save agencies.etag --etag-compare agencies.etag --output agencies.jsonl '{{ site }}/agencies.jsonl'
