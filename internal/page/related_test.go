package page

import (
	"fmt"
	"strings"
	"testing"
)

func relatedOf(m *Maker, slug string) string {
	var list []string
	for _, e := range m.Site.Posts {
		if e.Slug == slug {
			for _, r := range m.related(e) {
				list = append(list, fmt.Sprintf("%s (%s %s)", r.Slug, r.Kind, r.Shared))
			}
		}
	}
	return strings.Join(list, ", ")
}

func TestRelatedIncidentsShareACauseAServiceOrATag(t *testing.T) {
	m := telling(t,
		told{slug: "this", published: "2024-06-01", causes: []string{"Deploy order", "Deploy order"}, services: []string{"dns", "web"}, tags: []string{"network"}},
		told{slug: "same-cause", published: "2020-01-01", causes: []string{"deploy-order"}},
		told{slug: "same-service", published: "2024-05-01", services: []string{"dns"}},
		told{slug: "same-tag", published: "2024-05-30", tags: []string{"Network"}},
		told{slug: "two-tags-one-service", published: "2021-01-01", services: []string{"web"}, tags: []string{"network"}},
		told{slug: "story", published: "2024-05-31", tags: []string{"network"}, none: true},
		told{slug: "stranger", published: "2024-05-29", services: []string{"mail"}},
	)
	if got, want := relatedOf(m, "this"), "same-cause (cause Deploy order), two-tags-one-service (service web), same-service (service dns), same-tag (tag network)"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := relatedOf(m, "stranger"); got != "" {
		t.Errorf("a stranger is related to %s", got)
	}
}

func TestOfManyRelatedTheNearestAreShown(t *testing.T) {
	var list []told
	for day := range 28 {
		list = append(list, told{slug: fmt.Sprintf("d%02d", day+1), published: fmt.Sprintf("2024-01-%02d", day+1), services: []string{"dns"}})
	}
	m := telling(t, list...)
	for slug, want := range map[string]string{"d15": "d16 d14 d17 d13", "d28": "d27 d26 d25 d24", "d01": "d02 d03 d04 d05"} {
		if got := strings.ReplaceAll(relatedOf(m, slug), " (service dns)", ""); got != strings.ReplaceAll(want, " ", ", ") {
			t.Errorf("%s: %s, want %s", slug, got, want)
		}
	}
}

func BenchmarkRelated(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var list []told
			for i := range n {
				list = append(list, told{slug: fmt.Sprint(i), published: "2024-01-01", services: []string{"dns", fmt.Sprint("s", i%20)}, tags: []string{"all", fmt.Sprint("t", i%50)}, causes: []string{fmt.Sprint("c", i%30)}})
			}
			m := telling(b, list...)
			for b.Loop() {
				m.related(m.Site.Posts[n/2])
			}
		})
	}
}
