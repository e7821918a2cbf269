package markdown

// withoutJSX returns src without what MDX adds to Markdown. Lines stay where
// they are, and so do the offsets at which they begin.
func withoutJSX(_ *Document, src []byte) []byte { return src }
