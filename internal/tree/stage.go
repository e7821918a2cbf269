package tree

import (
	"path"
	"strconv"
)

// staged is a file that waits in the stage folder: under its number or, in an
// output that was empty, at its path in a folder of its class, so that whole
// folders can be moved.
type staged struct {
	path   string
	number uint32 // 0 where it waits at its path
	class  Class
}

func (s staged) file() string {
	if s.number == 0 {
		return stageOf(s.class) + s.path
	}
	return stageName + "/" + strconv.FormatUint(uint64(s.number), 10)
}

// stageOf is the stage folder of a class.
func stageOf(class Class) string { return stageName + "/" + classNames[class] + "/" }

// Put hands over one finished file. Nothing a reader can see changes before
// Commit. Every foreign file in the way is reported by its own Put, so that a
// build can collect them all; after any failed Put or Keep, Commit refuses.
func (t *Tree) Put(name string, class Class, data []byte) (Mark, error) {
	mark, err := t.put(name, class, data)
	t.fail(err)
	return mark, err
}

func (t *Tree) put(name string, class Class, data []byte) (Mark, error) {
	if err := t.admit(name, class); err != nil {
		return Mark{}, err
	}
	mark, same, err := t.unchanged(name, data)
	if err != nil || same {
		return mark, err
	}
	return t.stage(name, class, data)
}

// Keep hands over a file as it stands on disk.
func (t *Tree) Keep(name string, class Class, mark Mark) (bool, error) {
	info, err := t.standing(name)
	if err != nil || info == nil || markOf(info) != mark {
		return false, nil // Put says what is wrong
	}
	err = t.admit(name, class)
	t.fail(err)
	return err == nil, err
}

func (t *Tree) fail(err error) {
	if err == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.failed == nil {
		t.failed = err
	}
}

func (t *Tree) admit(name string, class Class) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.done {
		return errClosed
	}
	return t.names.add(name, class)
}

// stage writes a file where no reader looks. Its mark stays when it is moved.
func (t *Tree) stage(name string, class Class, data []byte) (Mark, error) {
	s := staged{path: name, class: class}
	if err := t.berth(&s); err != nil {
		return Mark{}, t.failure(name, err)
	}
	info, err := t.disk.Create(s.file(), data)
	if err != nil {
		return Mark{}, t.failure(name, err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.staged = append(t.staged, s)
	return markOf(info), nil
}

// berth settles where a file waits, and makes the folder for it. Those whose
// folders some file systems may take for others wait under a number.
func (t *Tree) berth(s *staged) error {
	if t.fresh && fold(s.path) == s.path {
		return t.stageFolder(path.Dir(s.file()))
	}
	t.mu.Lock()
	t.numbers++
	s.number = t.numbers
	t.mu.Unlock()
	return t.stageFolder(stageName)
}

// stageFolder makes a folder to stage files in, once.
func (t *Tree) stageFolder(dir string) error {
	t.mu.Lock()
	made := t.stages[dir]
	t.mu.Unlock()
	if made {
		return nil
	}
	if err := t.disk.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stages[dir] = true
	return nil
}
