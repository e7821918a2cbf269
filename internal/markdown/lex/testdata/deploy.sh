#!/usr/bin/env bash
# Rolls back a deploy.
set -euo pipefail

NAMESPACE=${1:-production}
REPLICAS=3
export KUBECONFIG="$HOME/.kube/config"

function rollback() {
  local name="$1"
  if [[ -z "$name" ]]; then
    echo "usage: $0 name" >&2
    return 1
  fi
  for pod in $(kubectl get pods -n "$NAMESPACE" -o name | grep -v 'Running'); do
    kubectl delete "$pod" --wait=false || true
  done
  while ! curl -fsS "https://example.org/health?x=$(date +%s)"; do
    sleep 5
  done
  case "$name" in
    api|web) kubectl rollout undo deployment/"$name" ;;
    *) exit 2 ;;
  esac
}

cat <<EOF > /tmp/notice
The service $NAMESPACE is back
EOF
if [ "$#" -gt 0 ]; then
  rollback "$@" # now
elif test -f /tmp/x; then
  printf '%s\n' "done at \"$(date)\""
else
  unset REPLICAS
fi
