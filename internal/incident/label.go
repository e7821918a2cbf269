package incident

import "strings"

// label is a named value: "**Time to resolve**: 1h 20m", "Severity: SEV-1", a
// row of a two-column table.
type label struct {
	name  string // in lower case, without markup
	value string // without markup
	start int    // byte of the value in the block's text
	from  int    // byte of the name in the block's text
}

const maxLabel = 48

// labels returns the named values of a block.
func (d *document) labels(i int) []label {
	b := &d.blocks[i]
	switch {
	case b.kind == heading:
		return nil
	case b.kind == row:
		return d.rowLabel(i)
	case b.kind == item:
		if l, ok := labelOf(d, i, 0, len(b.text)); ok {
			return []label{l}
		}
		return nil
	}
	if strings.IndexByte(b.text, ':') < 0 {
		return nil
	}
	var out []label
	for at := 0; at < len(b.text); {
		end := strings.IndexByte(b.text[at:], '\n')
		if end < 0 {
			end = len(b.text) - at
		}
		if l, ok := labelOf(d, i, at, at+end); ok {
			out = append(out, l)
		}
		at += end + 1
	}
	return out
}

// labelOf reads a label at the start of a block's text[from:to].
func labelOf(d *document, i, from, to int) (label, bool) {
	raw := d.blocks[i].text[from:to]
	colon := strings.IndexByte(raw[:min(maxLabel, len(raw))], ':')
	if colon < 1 || colon+1 < len(raw) && raw[colon+1] == '/' {
		return label{}, false
	}
	text := d.masked(i)[from:to]
	name := strings.ToLower(strings.Trim(text[:colon], " \t\n-–"))
	if name == "" || strings.IndexByte(name, '\n') >= 0 || strings.Count(name, " ") > 5 {
		return label{}, false
	}
	value := strings.TrimLeft(text[colon+1:], " \n\t")
	return label{name, strings.TrimRight(value, " \n\t"), to - len(value), from}, true
}

// rowLabel reads the row of a table of names and values.
func (d *document) rowLabel(i int) []label {
	if d.blocks[i].header && strings.Trim(d.blocks[i].text, "| \t") != "" && !d.headerIsLabel(i) {
		return nil
	}
	texts, starts := cells(d.blocks[i].text)
	if len(texts) != 2 {
		return nil
	}
	masked := d.masked(i)
	name := strings.ToLower(strings.Trim(masked[starts[0]:starts[0]+len(texts[0])], " :"))
	value := masked[starts[1] : starts[1]+len(texts[1])]
	lead := len(value) - len(strings.TrimLeft(value, " "))
	return []label{{name, strings.TrimSpace(value), starts[1] + lead, starts[0]}}
}

// headerIsLabel reports whether the header of a table is itself a name and a
// value, as people write who know no table without a header.
func (d *document) headerIsLabel(i int) bool {
	texts, _ := cells(d.blocks[i].text)
	return len(texts) == 2 && hasDigit(texts[1])
}
