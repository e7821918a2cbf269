// Package escape replaces single bytes of texts by references, by appending.
package escape

// Table says what is written for each byte; "" for those that stand for
// themselves.
type Table [256]string

// Append appends text to dst.
func (t *Table) Append(dst []byte, text string) []byte {
	from := 0
	for i := range len(text) {
		if reference := t[text[i]]; reference != "" {
			dst = append(append(dst, text[from:i]...), reference...)
			from = i + 1
		}
	}
	return append(dst, text[from:]...)
}

// HTML is for text and for attributes in quotes.
var HTML = Table{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '<': "&lt;", '>': "&gt;"}
