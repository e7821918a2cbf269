package when

import (
	"strconv"
	"time"
)

// Words writes a length of time for people, with its two largest units: 12 min,
// 4 h 17 min, 73 h; days from a hundred hours on. Approximate ones begin with
// "about".
func Words(length time.Duration, approx bool) string {
	return string(AppendWords(make([]byte, 0, 32), length, approx))
}

// AppendWords appends the form of Words.
func AppendWords(text []byte, length time.Duration, approx bool) []byte {
	if approx {
		text = append(text, "about "...)
	}
	rest := length.Round(time.Second)
	days := 24 * time.Hour
	if rest < 100*time.Hour {
		days = 1<<63 - 1
	}
	parts := 0
	for _, u := range [...]struct {
		length time.Duration
		name   string
	}{{days, " d"}, {time.Hour, " h"}, {time.Minute, " min"}, {time.Second, " s"}} {
		if n := rest / u.length; n > 0 && parts < 2 {
			if parts++; parts > 1 {
				text = append(text, ' ')
			}
			text = append(strconv.AppendInt(text, int64(n), 10), u.name...)
		} else if parts > 0 {
			break // 5 d 3 min reads as if exact
		}
		rest %= u.length
	}
	if parts == 0 {
		text = append(text, "0 min"...)
	}
	return text
}
