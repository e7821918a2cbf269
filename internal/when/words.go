package when

import (
	"fmt"
	"strings"
	"time"
)

// Words writes a length of time for people, with its two largest units: 12 min,
// 4 h 17 min, 73 h; days from a hundred hours on. Approximate ones begin with
// "about".
func Words(length time.Duration, approx bool) string {
	var parts []string
	rest := length.Round(time.Second)
	days := 24 * time.Hour
	if rest < 100*time.Hour {
		days = 1<<63 - 1
	}
	for _, u := range []struct {
		length time.Duration
		name   string
	}{{days, "d"}, {time.Hour, "h"}, {time.Minute, "min"}, {time.Second, "s"}} {
		if n := rest / u.length; n > 0 && len(parts) < 2 {
			parts = append(parts, fmt.Sprintf("%d %s", n, u.name))
		} else if len(parts) > 0 {
			break // 5 d 3 min reads as if exact
		}
		rest %= u.length
	}
	text := strings.Join(parts, " ")
	if text == "" {
		text = "0 min"
	}
	if approx {
		text = "about " + text
	}
	return text
}
