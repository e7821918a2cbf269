package incident

import "strings"

var serviceLabels = map[string]bool{
	"services": true, "service": true, "affected services": true, "affected service": true, "services affected": true, "service affected": true, "impacted services": true, "impacted service": true,
	"services impacted": true, "affected systems": true, "systems affected": true, "affected components": true, "components affected": true, "affected products": true, "impacted systems": true,
	"service(s) affected": true, "affected system": true, "affected component": true, "component": true, "components": true, "systems impacted": true,
}

const maxServices = 12

// servicesRule reads the services where the text labels them.
func servicesRule(r *reader) {
	for i := range r.blocks {
		if r.blocks[i].kind == heading || r.places[i].aside {
			continue
		}
		for _, l := range r.labels(i) {
			if !serviceLabels[l.name] || len(l.value) > 200 || strings.Contains(l.value, ". ") {
				continue
			}
			r.listServices(i, l)
			if r.services != nil {
				return
			}
		}
	}
}

func (r *reader) listServices(i int, l label) {
	at := l.start
	for _, part := range strings.FieldsFunc(strings.ReplaceAll(l.value, " and ", " ,   "), func(c rune) bool { return c == ',' || c == ';' || c == '\n' || c == '/' }) {
		name := strings.Trim(strings.Join(strings.Fields(part), " "), " .-")
		if name == "" || len(name) > 60 || len(strings.Fields(name)) > 5 || len(r.services) == maxServices {
			continue
		}
		r.services = append(r.services, Label{name, r.evidence(i, l.from, at+len(l.value), "services")})
	}
}
