// Package internal is the architecture of Candor, as text. It has no code.
//
// Candor turns a folder of Markdown post-mortems into a site. The middle is
// data and pure functions; effects stand at the edges:
//
//	content/ ──fs.FS──▶ post.Parse ─▶ incident.Read ─▶ site.New ─▶ page.Kinds ─▶ theme ─▶ tree ─▶ public/
//	templates/ + static/ (the site's own over the embedded ones) ──▶ theme ─┘   └▶ feed.Formats ─┘
//
// # Packages, from the bottom up
//
//	pack      values to bytes and back, for what builds keep
//	flock     a lock on a folder, against other processes
//	cache     byte strings that outlive a build, in a folder that is safe to delete
//	eight     looks at eight bytes of a text at once
//	appendjson  JSON by appending
//	escape    text with references for what means something, by appending
//	diag      a finding in a file, and how it prints
//	when      times as people write them
//	media     files beside a post: which are safe, how large images are
//	markdown/lex  the tokens of code, for highlighting
//	markdown  Markdown → HTML with typed holes; the only place that decides what HTML may come from a post
//	post      one source file → Post
//	incident  a post's text → timeline and facts with evidence
//	site      configuration + posts → Site: order, groups, every address
//	lock      site.lock: the addresses and feed ids that readers know
//	diff      what subscribers and readers will see after a build
//	theme/quick  draws html/template's templates, quickly
//	theme     template layers and static files
//	feed      RSS, Atom, JSON Feed, posts.json, OPML
//	search    the words of posts, in files that a browser searches
//	card      pictures for chats and social networks
//	page      which pages a site has; one file per kind
//	check     rules that find what is wrong with a post; one file per rule
//	external  asks other sites whether links to them still work
//	tree      finished files; the only writer of the output
//	build     the pipeline
//	serve     preview: the same pipeline into memory, over HTTP
//
// Imports point one way, from the bottom of this list up; arch_test.go holds
// that. Beyond design.md's list there are, above all, markdown, since making
// a body from Markdown shares no code with reading front matter and is the
// security boundary that deserves a place of its own; and media, which both
// the pipeline and checks ask about files.
//
// # One list per kind of thing
//
// page.Kinds, feed.Formats, check.Rules, incident's table of shapes, post's table of front
// matter keys: adding one is a file and a line.
//
// # The life of a post
//
// A file is read, understood and rendered on its own, so it is the unit of
// parallelism. What its body needs from elsewhere (another post's address, an
// image's size) is a hole in the HTML, filled when the page is drawn. Between
// the two the HTML lies in a store on disk, so memory grows with what the site
// knows of a post, not with its text. The body for feeds is made from the
// finished page body in one pass, and laid aside in the same way.
//
// # From build to build
//
// What was understood of a post is packed and kept, by a key of its file and
// the settings; a post always passes through its packed form, so that it is the
// same whether it was read just now or by an earlier build. Every file of the
// output has a key of what it is made of: page.Page and feed.Batch say which
// posts those are. A file whose key is that of the last build, and which stands
// as it was left, is kept without being made. A new page kind that says nothing
// is made of the whole site, which is right and only slower; TestWarmEqualsCold
// finds one that says too little.
//
// # Findings and errors
//
// What is wrong with the input is a diag.Diagnostic: data, collected from all
// files, sorted and printed in one place. What the machine could not do is an
// error. A panic is a bug.
//
// # Trust
//
// Posts come from strangers: they reach pages only through markdown, and files
// only through os.Root. Templates and static files are the team's own code.
package internal
