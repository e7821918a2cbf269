// Package templates holds the templates that come with Candor. A site
// replaces any of them with a file of the same name in its own templates
// folder.
package templates

import "embed"

// FS has layout.html, one file per page kind, and partials/.
//
//go:embed *.html partials
var FS embed.FS
