//go:build ignore

// Measure runs programs in turn, round after round, and prints what each took
// at best as a table: CPU time (user and system, of all threads), wall time,
// and the highest resident memory.
//
//	measure -runs 5 NAME PREPARE COMMAND OUT  NAME PREPARE COMMAND OUT  ...
//
// PREPARE and COMMAND are lines for sh; only COMMAND is measured. OUT is the
// folder it writes, whose files are counted.
package main

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

type row struct {
	name, prepare, command, out string
	cpu, wall                   time.Duration
	peak                        int64 // bytes
	files, bytes                int64
}

func main() {
	runs := flag.Int("runs", 5, "how many times each is run")
	flag.Parse()
	var rows []*row
	for a := flag.Args(); len(a) >= 4; a = a[4:] {
		rows = append(rows, &row{name: a[0], prepare: a[1], command: a[2], out: a[3]})
	}
	for range *runs {
		for _, r := range rows {
			if err := r.run(); err != nil {
				fmt.Fprintf(os.Stderr, "%s: %v\n", r.name, err)
				os.Exit(1)
			}
		}
	}
	fmt.Println("| | CPU s | wall s | peak MB | files | MB written |\n|---|--:|--:|--:|--:|--:|")
	for _, r := range rows {
		fmt.Printf("| %s | %.2f | %.2f | %d | %d | %d |\n", r.name, r.cpu.Seconds(), r.wall.Seconds(), r.peak>>20, r.files, r.bytes>>20)
	}
}

// run measures once more and keeps the least of time and memory.
func (r *row) run() error {
	if said, err := exec.Command("sh", "-c", r.prepare).CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, said)
	}
	c := exec.Command("sh", "-c", "exec "+r.command)
	began := time.Now()
	if said, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, said)
	}
	wall, cpu := time.Since(began), c.ProcessState.UserTime()+c.ProcessState.SystemTime()
	peak := c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
	if r.files == 0 || cpu < r.cpu {
		r.cpu = cpu
	}
	if r.files == 0 || wall < r.wall {
		r.wall = wall
	}
	if r.files == 0 || peak < r.peak {
		r.peak = peak
	}
	return r.count()
}

func (r *row) count() error {
	r.files, r.bytes = 0, 0
	return filepath.WalkDir(r.out, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		r.files++
		r.bytes += info.Size()
		return nil
	})
}
