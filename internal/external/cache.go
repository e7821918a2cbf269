package external

import (
	"encoding/json"
	"time"
)

// Cache is the answers of earlier runs, by address. What answered is believed
// for a week; what did not is asked again every time.
type Cache map[string]Answer

const believed = 7 * 24 * time.Hour

// ReadCache reads a stored cache. A damaged one is an empty one: it only saves
// time.
func ReadCache(data []byte) Cache {
	var c Cache
	if json.Unmarshal(data, &c) != nil || c == nil {
		return Cache{}
	}
	return c
}

// Bytes is the form in which a cache is stored: what is still believed of it,
// and the answers of this run.
func (c Cache) Bytes(answers map[string]Answer, now time.Time) []byte {
	all := Cache{}
	for _, m := range []map[string]Answer{c, answers} {
		for address, answer := range m {
			if answer.good(now) {
				all[address] = answer
			}
		}
	}
	data, _ := json.MarshalIndent(all, "", "  ") // strings and numbers only
	return append(data, '\n')
}

func (c Cache) lookup(address string, now time.Time) (Answer, bool) {
	answer, ok := c[address]
	return answer, ok && answer.good(now)
}

func (a Answer) good(now time.Time) bool {
	return a.Status >= 200 && a.Status < 400 && !a.Asked.After(now) && now.Sub(a.Asked) < believed
}
