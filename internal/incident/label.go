package incident

import (
	"bytes"
	"strings"
)

// label is a named value: "**Time to resolve**: 1h 20m", "Severity: SEV-1", a
// row of a two-column table.
type label struct {
	block int
	name  string // in lower case, without markup and without a remark in brackets
	full  string // with it: end time (utc)
	value string // without markup
	start int    // byte of the value in the block's text
	from  int    // byte of the name in the block's text
}

const maxLabel = 48

// findLabels returns the named values of a post, in their order. Sections that
// tell of no past hold none.
func (d *document) findLabels() []label {
	out := d.labelled
	for i := range d.blocks {
		b := &d.blocks[i]
		if b.kind == heading || d.places[i].aside {
			continue
		}
		if b.kind == row {
			if b.header && d.isSingleRow(i) {
				out = d.columnLabels(out, i)
			}
			out = d.rowLabel(out, i)
			continue
		}
		if colon := strings.IndexByte(b.text, ':'); colon < 0 || b.kind == item && colon > maxLabel {
			continue
		}
		for at := 0; at < len(b.text); {
			end := len(b.text)
			if b.kind == paragraph {
				if line := strings.IndexByte(b.text[at:], '\n'); line >= 0 {
					end = at + line
				}
			}
			out = d.labelAt(out, i, at, end)
			at = end + 1
		}
	}
	return out
}

// labelAt adds the label at the start of a block's text[from:to].
func (d *document) labelAt(out []label, i, from, to int) []label {
	raw := d.blocks[i].text[from:to]
	colon := strings.IndexByte(raw[:min(maxLabel, len(raw))], ':')
	if colon < 1 || strings.HasPrefix(raw[colon+1:], "/") || strings.IndexByte(raw[:colon], '\n') >= 0 {
		return out
	}
	if head := strings.TrimLeft(raw, "*_ "); '0' <= head[0] && head[0] <= '9' { // a time rather than a name
		return out
	}
	text := d.masked(i)[from:to]
	value := strings.TrimLeft(text[colon+1:], " \n\t")
	return addLabel(out, label{block: i, full: text[:colon], value: strings.TrimRight(value, " \n\t"), start: to - len(value), from: from})
}

// addLabel adds a label if its name is one that the rules know.
func addLabel(out []label, l label) []label {
	if l.value == "" || len(l.full) > 2*maxLabel {
		return out
	}
	var lower [2 * maxLabel]byte
	n := 0
	for ; n < len(l.full); n++ {
		switch lower[n] = l.full[n]; {
		case 'A' <= lower[n] && lower[n] <= 'Z':
			lower[n] |= 0x20
		case lower[n] == '-', lower[n] == '_': // time-to-resolve
			lower[n] = ' '
		}
	}
	full := bytes.Trim(lower[:n], " \t\n–:")
	name, _, _ := bytes.Cut(full, []byte("("))
	if name = bytes.TrimSpace(name); knownLabels[string(name)] {
		l.full, l.name = string(full), string(name)
		return append(out, l)
	}
	return out
}

// knownLabels are the names that some rule reads.
var knownLabels = func() map[string]bool {
	known := map[string]bool{"status": true}
	for name := range momentLabels {
		known[name] = true
	}
	for name := range durationLabels {
		known[name] = true
	}
	for _, names := range [...]map[string]bool{rangeLabels, severityLabels, serviceLabels, dayLabels} {
		for name := range names {
			known[name] = true
		}
	}
	return known
}()

// isSingleRow reports whether a table has one row under its header.
func (d *document) isSingleRow(i int) bool {
	list := d.blocks[i].list
	next := func(k int) bool {
		return i+k < len(d.blocks) && d.blocks[i+k].kind == row && d.blocks[i+k].list == list
	}
	return next(1) && !next(2)
}

// columnLabels adds the values of a table of one row, which the header names.
func (d *document) columnLabels(out []label, i int) []label {
	head, value := d.readRow(i), d.readRow(i+1)
	for k := range min(len(head), len(value)) {
		out = addLabel(out, label{block: i + 1, full: head[k].text, value: strings.TrimSpace(value[k].text), start: value[k].start, from: value[k].start})
	}
	return out
}

// rowLabel adds the row of a table of names and values, of one pair or two.
func (d *document) rowLabel(out []label, i int) []label {
	b := &d.blocks[i]
	if strings.Count(b.text, "|") > 5 {
		return out
	}
	texts, starts := d.splitRow(b.text)
	if len(texts) != 2 && len(texts) != 4 || b.header && !hasDigit(texts[1]) {
		return out
	}
	masked := d.masked(i)
	for k := 0; k < len(texts); k += 2 {
		value := masked[starts[k+1] : starts[k+1]+len(texts[k+1])]
		blank := len(value) - len(strings.TrimLeft(value, " "))
		out = addLabel(out, label{
			block: i, full: masked[starts[k] : starts[k]+len(texts[k])],
			value: strings.TrimSpace(value), start: starts[k+1] + blank, from: starts[k],
		})
	}
	return out
}
