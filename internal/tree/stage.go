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
// build can collect them all; after any failed Put, Commit refuses.
func (t *Tree) Put(path string, class Class, data []byte) error {
	err := t.put(path, class, data)
	if err != nil {
		t.mu.Lock()
		defer t.mu.Unlock()
		if t.failed == nil {
			t.failed = err
		}
	}
	return err
}

func (t *Tree) put(path string, class Class, data []byte) error {
	if err := t.admit(path, class); err != nil {
		return err
	}
	same, err := t.unchanged(path, data)
	if err != nil || same {
		return err
	}
	return t.stage(path, class, data)
}

func (t *Tree) admit(path string, class Class) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.done {
		return errClosed
	}
	return t.names.add(path, class)
}

// stage writes a file where no reader looks.
func (t *Tree) stage(path string, class Class, data []byte) error {
	number, err := t.number()
	if err != nil {
		return t.failure(path, err)
	}
	s := staged{path, number, class}
	if err := t.disk.WriteFile(s.file(), data, 0o644); err != nil {
		return t.failure(path, err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.staged = append(t.staged, s)
	return nil
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
