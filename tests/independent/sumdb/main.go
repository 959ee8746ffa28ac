// Checks a folder of tiles with Go's own packages golang.org/x/mod/sumdb/note and tlog, which share
// nothing with the programs: the note's signature, the tree's hash from the tiles, every entry, and
// inclusion and consistency proofs.
//
//	sumdb -vkey FILE [-older CHECKPOINT]… [-proof FILE.tlog-proof]… FOLDER
//
// Exit: 0 sound, 1 not, 2 usage.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

// files are the values of a flag that may be given more than once.
type files []string

func (f *files) String() string     { return strings.Join(*f, ",") }
func (f *files) Set(s string) error { *f = append(*f, s); return nil }

// openCheckpoint opens a signed note of three lines: origin, size, root.
func openCheckpoint(text []byte, verifier note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, errors.New("not a checkpoint of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// path is where c2sp.org/tlog-tiles has a tile or, for level "entries", a bundle.
func path(level string, index int64, width int) string {
	name := fmt.Sprintf("%03d", index%1000)
	for index /= 1000; index > 0; index /= 1000 {
		name = fmt.Sprintf("x%03d/%s", index%1000, name)
	}
	if width < 1<<height {
		name += fmt.Sprintf(".p/%d", width)
	}
	return filepath.Join("tile", level, name)
}

// tiles reads them from a folder; tlog checks what it reads against the tree.
type tiles string

func (t tiles) Height() int { return height }
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		data, err := os.ReadFile(filepath.Join(string(t), path(strconv.Itoa(tile.L), tile.N, tile.W)))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// entries are the bytes of all, from their bundles.
func (t tiles) entries(size int64) ([][]byte, error) {
	var all [][]byte
	for first := int64(0); first < size; first += 1 << height {
		width := int(size - first)
		if width > 1<<height {
			width = 1 << height
		}
		data, err := os.ReadFile(filepath.Join(string(t), path("entries", first>>height, width)))
		if err != nil {
			return nil, err
		}
		for len(data) > 0 {
			if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
				return nil, errors.New("an entry is cut off")
			}
			end := 2 + int(binary.BigEndian.Uint16(data))
			all = append(all, data[2:end])
			data = data[end:]
		}
	}
	if int64(len(all)) != size {
		return nil, fmt.Errorf("%d entries in place of %d", len(all), size)
	}
	return all, nil
}

// checkEntries checks that every entry is the leaf that the tree has, and proves each of them.
func checkEntries(tree tlog.Tree, folder tiles, reader tlog.HashReader) error {
	entries, err := folder.entries(tree.N)
	if err != nil {
		return err
	}
	for n, data := range entries {
		proof, err := tlog.ProveRecord(tree.N, int64(n), reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, int64(n), tlog.RecordHash(data)); err != nil {
			return fmt.Errorf("entry %d: %w", n, err)
		}
	}
	return nil
}

// checkOlder proves that the tree of an older checkpoint is the beginning of this one.
func checkOlder(tree, older tlog.Tree, reader tlog.HashReader) error {
	proof, err := tlog.ProveTree(tree.N, older.N, reader)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, older.N, older.Hash)
}

// checkProof checks a file of c2sp.org/tlog-proof on its own.
func checkProof(text []byte, verifier note.Verifier) error {
	head, checkpoint, found := strings.Cut(string(text), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" ||
		!strings.HasPrefix(lines[1], "extra ") || !strings.HasPrefix(lines[2], "index ") {
		return errors.New("not a proof")
	}
	tree, err := openCheckpoint([]byte(checkpoint), verifier)
	if err != nil {
		return err
	}
	data, err := base64.StdEncoding.DecodeString(lines[1][len("extra "):])
	if err != nil {
		return err
	}
	index, err := strconv.ParseInt(lines[2][len("index "):], 10, 64)
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(data))
}

func check(folder, vkey string, older, proofs files) error {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return err
	}
	open := func(name string) (tlog.Tree, error) {
		text, err := os.ReadFile(name)
		if err != nil {
			return tlog.Tree{}, err
		}
		return openCheckpoint(text, verifier)
	}
	tree, err := open(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return err
	}
	reader := tlog.TileHashReader(tree, tiles(folder))
	hash, err := tlog.TreeHash(tree.N, reader)
	if err != nil {
		return err
	}
	if hash != tree.Hash {
		return errors.New("the tiles have another root")
	}
	if err := checkEntries(tree, tiles(folder), reader); err != nil {
		return err
	}
	for _, name := range older {
		before, err := open(name)
		if err == nil {
			err = checkOlder(tree, before, reader)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	for _, name := range proofs {
		text, err := os.ReadFile(name)
		if err == nil {
			err = checkProof(text, verifier)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	fmt.Printf("%d entries, %d older checkpoints, %d proofs\n", tree.N, len(older), len(proofs))
	return nil
}

func main() {
	var older, proofs files
	vkey := flag.String("vkey", "", "file with the log's key")
	flag.Var(&older, "older", "a checkpoint that the tree must continue")
	flag.Var(&proofs, "proof", "a .tlog-proof to check")
	flag.Parse()
	key, err := os.ReadFile(*vkey)
	if err != nil || flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := check(flag.Arg(0), strings.TrimSpace(string(key)), older, proofs); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
