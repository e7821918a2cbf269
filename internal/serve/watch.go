package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/fsnotify/fsnotify"
)

// watcher reports changed files below some folders. It watches folders, not
// files, since editors replace files by renaming; and the parents of the
// outermost folders, which may not exist yet or be replaced as a whole.
type watcher struct {
	events  *fsnotify.Watcher
	roots   []string
	ignored map[string]bool // folders
	folders map[string]bool // that are or were watched
	trouble func(error)
	blind   bool // trouble was told of a folder that cannot be watched
}

// newWatcher starts to watch: a change after it returns is not missed.
func newWatcher(roots, ignore []string, trouble func(error)) (*watcher, error) {
	events, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watching files: %w", err)
	}
	w := &watcher{events: events, ignored: map[string]bool{}, folders: map[string]bool{}, trouble: trouble}
	for _, root := range roots {
		w.roots = append(w.roots, filepath.Clean(root))
	}
	w.ignore(ignore)
	w.addRoots()
	return w, nil
}

// ignore notes the folders to ignore in the form that events name them in.
func (w *watcher) ignore(folders []string) {
	for _, folder := range folders {
		for _, root := range w.roots {
			from, err1 := filepath.Abs(root)
			to, err2 := filepath.Abs(folder)
			if rel, err := filepath.Rel(from, to); errors.Join(err, err1, err2) == nil && rel != "." {
				w.ignored[filepath.Join(root, rel)] = true
			}
		}
	}
}

// run sends the paths that change until ctx ends, and closes paths.
func (w *watcher) run(ctx context.Context, paths chan<- string) {
	defer close(paths)
	defer w.events.Close()
	send := func(path string) {
		select {
		case paths <- path:
		case <-ctx.Done():
		}
	}
	for {
		select {
		case event, open := <-w.events.Events:
			if !open {
				w.trouble(errors.New("watching files: the system ended it; start candor serve again"))
				return
			}
			if path := filepath.Clean(event.Name); event.Op != fsnotify.Chmod && w.relevant(path) {
				w.follow(path, event.Op)
				send(path)
			}
		case err, open := <-w.events.Errors:
			if !open {
				continue // so is Events
			}
			w.trouble(fmt.Errorf("watching files: %w", err))
			w.addRoots() // events were lost, those of new folders among them
			send(w.roots[0])
		case <-ctx.Done():
			return
		}
	}
}

// follow keeps watching what an event moved. fsnotify drops a folder that was
// renamed, though it may have been added again by its new name just before.
func (w *watcher) follow(path string, op fsnotify.Op) {
	switch {
	case op.Has(fsnotify.Create):
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			w.add(path)
		}
	case op.Has(fsnotify.Rename) && w.folders[path]:
		w.addRoots()
	}
}

func (w *watcher) addRoots() {
	for _, root := range w.roots {
		_ = w.events.Add(filepath.Dir(root)) // without it, the folder itself is still watched
		w.add(root)
	}
}

// add watches a folder and all below it. What changes in a folder before it is
// watched is on disk by the time the build reads it.
func (w *watcher) add(folder string) {
	err := w.events.Add(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		if !w.blind { // the next ones will fail in the same way
			w.trouble(fmt.Errorf("changes in %s, and perhaps in others, will not be seen: %w", folder, err))
		}
		w.blind = true
		return
	}
	w.folders[folder] = true
	list, _ := os.ReadDir(folder) // one that cannot be read fails the build
	for _, entry := range list {
		if path := filepath.Join(folder, entry.Name()); entry.IsDir() && w.relevant(path) {
			w.add(path)
		}
	}
}

// relevant reports whether a path is or lies in a watched folder and is none
// of the files that editors and systems make for themselves.
func (w *watcher) relevant(path string) bool {
	for _, root := range w.roots {
		rel, err := filepath.Rel(root, path)
		if err == nil && filepath.IsLocal(rel) && !w.private(root, rel) {
			return true
		}
	}
	return false
}

func (w *watcher) private(root, rel string) bool {
	if rel == "." {
		return false
	}
	path := root
	for name := range strings.SplitSeq(rel, string(filepath.Separator)) {
		path = filepath.Join(path, name)
		if w.ignored[path] || temporary(name) {
			return true
		}
	}
	return false
}

// temporary reports whether a name is a dotfile, which no build publishes, or
// one of Vim's, Emacs', JetBrains' or Office's passing files.
func temporary(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || name == "4913" ||
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") ||
		strings.HasSuffix(name, "___jb_tmp___") || strings.HasSuffix(name, "___jb_old___") ||
		strings.HasSuffix(name, ".tmp") || strings.HasSuffix(name, ".swp") || strings.HasPrefix(name, "~$")
}
