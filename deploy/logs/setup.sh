#!/bin/sh
# Makes what the log needs in Elasticsearch and Kibana; may be called again.
#   ELASTICSEARCH_URL (http://elasticsearch:9200), KIBANA_URL (http://kibana:5601), and where they want them ELASTICSEARCH_USERNAME
#   and ELASTICSEARCH_PASSWORD.
set -eu
here="$(dirname "$0")"
elasticsearch="${ELASTICSEARCH_URL:-http://elasticsearch:9200}"
kibana="${KIBANA_URL:-http://kibana:5601}"

# The password goes by standard input: arguments are for all to see.
ask() {
    if [ -n "${ELASTICSEARCH_PASSWORD:-}" ]; then
        printf 'user = "%s:%s"\n' "${ELASTICSEARCH_USERNAME:-elastic}" "$ELASTICSEARCH_PASSWORD" | curl --config - --fail --silent --show-error --output /dev/null "$@"
    else
        curl --fail --silent --show-error --output /dev/null "$@"
    fi
}

ask -X PUT -H 'Content-Type: application/json' --data-binary "@$here/ilm_policy.json" "$elasticsearch/_ilm/policy/troupe-logs"
ask -X PUT -H 'Content-Type: application/json' --data-binary "@$here/index_template.json" "$elasticsearch/_index_template/troupe-logs"
ask -X POST -H 'kbn-xsrf: troupe' -F "file=@$here/dashboard.ndjson" "$kibana/api/saved_objects/_import?overwrite=true"
echo "The log's template, life cycle and dashboard are there."
