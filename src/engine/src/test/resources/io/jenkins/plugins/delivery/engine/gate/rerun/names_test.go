package cart

import (
	"os"
	"testing"
)

func ran(name string) {
	file, err := os.OpenFile(os.Getenv("RAN"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		panic(err)
	}
	defer file.Close()
	if _, err := file.WriteString(name + "\n"); err != nil {
		panic(err)
	}
}

// flaky fails the first time.
func flaky(t *testing.T, name string) {
	ran(name)
	if _, err := os.Stat(os.Getenv("SECOND")); err != nil {
		t.Error("first time")
	}
}

func TestTotal(t *testing.T) {
	t.Run(`v1.5 (x) [y] {z} "q" 'r' $(touch hostile) a/b|c \d`, func(t *testing.T) { flaky(t, "special") })
	t.Run(`v1x5 (x) [y] {z} "q" 'r' $(touch hostile) a/b|c \d`, func(t *testing.T) { ran("lookalike") })
	t.Run("two\nlines", func(t *testing.T) { flaky(t, "newline") })
	t.Run("grün ☃ 日本", func(t *testing.T) { flaky(t, "unicode") })
	t.Run("plain", func(t *testing.T) { ran("sub plain") })
}

func TestTotalOfAll(t *testing.T) { ran("total of all") }

func TestOther(t *testing.T) { flaky(t, "other") }
