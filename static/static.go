// Package static holds the stylesheets, scripts and icons that come with Candor. A site
// replaces any of them with a file of the same name in its own static folder.
package static

import "embed"

// FS has css/ and js/, whose files get hashed names, and files that keep theirs.
//
//go:embed css js *.css *.svg
var FS embed.FS
