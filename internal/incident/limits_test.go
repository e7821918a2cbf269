package incident

import (
	"strings"
	"testing"
	"time"
)

// TestReadingTakesTimeInProportion reads long posts of one kind of line each:
// eight times the length takes about eight times as long. Were the time to grow
// with the square of the length, it would be 64 times.
func TestReadingTakesTimeInProportion(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	for _, line := range []string{
		"- 10:15 UTC alert fires\n", "- 2024-05-02\n", "### 10:15\n\nalert fires\n\n", "10:15 alert fires\n", "at 10:15 the site went down. ",
		"| 10:15 | alert |\n", "On May 2 we had 3 users and a 12-minute outage.\n\n", "at 10:15 UTC ", "12-minute outage ", "**Started**: 10:15\n", "[", "](", "<", "![", "&", "- ", "  - a\n",
		"> 10:15\n", "10:15-", "one two and a half hours ", "3 users failed ", "start start ", "between 10:00 and ", "2024-05-02 ", "*`_", "# Timeline\n", "**Timeline**\n\n", "**Timeline**\n\n- 10:00 alert\n\n", "# Timeline\n\n10:00 alert\n\n", "May 2\n\n", "(", "not ", "a . ", "1\n",
	} {
		text := func(n int) Source {
			head := "# Outage on 2024-05-02\n\n## Timeline (UTC)\n\n| Time | Event |\n|--|--|\n"
			if !strings.HasPrefix(line, "|") {
				head = "# Outage on 2024-05-02\n\n## Timeline (UTC)\n\n"
			}
			return source("post.md", head+strings.Repeat(line, n/len(line)))
		}
		took := func(n int) time.Duration {
			src := text(n)
			best := time.Hour
			for range 2 {
				start := time.Now()
				Read(src)
				best = min(best, time.Since(start))
			}
			return best
		}
		small, large := took(32<<10), took(256<<10)
		if large > 40*small && large > 2*time.Second {
			t.Errorf("%q: %v for 32 KB, %v for 256 KB", line, small, large)
		}
	}
}
