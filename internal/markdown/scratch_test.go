package markdown
import ("testing";"os";"fmt")
func TestScratch(t *testing.T) {
	src, err := os.ReadFile("/tmp/t.md"); if err != nil { t.Skip() }
	d := Parse(src, Options{Title: "The Title", FirstLine: 10, Highlight: NewHighlighter()})
	b := d.Render()
	fmt.Println(string(b.Fill(nil, func(i int, h Hole) string { return fmt.Sprintf("{%d %q}", h.Kind, h.Ref) })))
	for _, h := range d.Headings { fmt.Printf("%+v\n", h) }
	for _, f := range d.Findings { fmt.Printf("%d:%d %s %s %s | %s\n", f.Line, f.Column, f.Severity, f.Code, f.Message, f.Text) }
}
