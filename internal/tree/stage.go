package tree

import "strconv"

// staged is a file that waits under its number in the stage folder.
type staged struct {
	path   string
	number uint32
	class  Class
}

func (s staged) file() string {
	return stageName + "/" + strconv.FormatUint(uint64(s.number), 10)
}

// Put hands over one finished file. Nothing a reader can see changes before
// Commit. Every foreign file in the way is reported by its own Put, so that a
// build can collect them all; after any failed Put or Keep, Commit refuses.
func (t *Tree) Put(path string, class Class, data []byte) (Mark, error) {
	mark, err := t.put(path, class, data)
	t.fail(err)
	return mark, err
}

func (t *Tree) put(path string, class Class, data []byte) (Mark, error) {
	if err := t.admit(path, class); err != nil {
		return Mark{}, err
	}
	mark, same, err := t.unchanged(path, data)
	if err != nil || same {
		return mark, err
	}
	return t.stage(path, class, data)
}

// Keep hands over a file as it stands on disk.
func (t *Tree) Keep(path string, class Class, mark Mark) (bool, error) {
	info, err := t.standing(path)
	if err != nil || info == nil || markOf(info) != mark {
		return false, nil // Put says what is wrong
	}
	err = t.admit(path, class)
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

func (t *Tree) admit(path string, class Class) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.done {
		return errClosed
	}
	return t.names.add(path, class)
}

// stage writes a file where no reader looks. Its mark stays when it is moved.
func (t *Tree) stage(path string, class Class, data []byte) (Mark, error) {
	number, err := t.number()
	if err != nil {
		return Mark{}, t.failure(path, err)
	}
	s := staged{path, number, class}
	info, err := t.disk.Create(s.file(), data)
	if err != nil {
		return Mark{}, t.failure(path, err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.staged = append(t.staged, s)
	return markOf(info), nil
}

// number returns the next stage number; the first one makes the folder.
func (t *Tree) number() (uint32, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.numbers == 0 {
		if err := t.disk.Mkdir(stageName, 0o755); err != nil {
			return 0, err
		}
	}
	t.numbers++
	return t.numbers, nil
}
