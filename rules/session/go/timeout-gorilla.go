package web

import (
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/gorilla/sessions"
)

const eightHours = 8 * 3600

func options() *sessions.Options {
	// ruleid: session.go.timeout-gorilla
	return &sessions.Options{Path: "/", MaxAge: 86400 * 7, HttpOnly: true, Secure: true}
}

func constant(store *sessions.CookieStore) {
	// ruleid: session.go.timeout-gorilla
	store.MaxAge(eightHours)
}

func manager() *scs.SessionManager {
	manager := scs.New()
	// ruleid: session.go.timeout-gorilla
	manager.IdleTimeout = 30 * time.Minute
	return manager
}

func short() *sessions.Options {
	// ok: session.go.timeout-gorilla
	return &sessions.Options{Path: "/", MaxAge: 15 * 60, HttpOnly: true, Secure: true}
}

func shortManager() *scs.SessionManager {
	manager := scs.New()
	// ok: session.go.timeout-gorilla
	manager.IdleTimeout = 10 * time.Minute
	return manager
}

func server(handler http.Handler) *http.Server {
	server := &http.Server{Handler: handler}
	// ok: session.go.timeout-gorilla
	server.IdleTimeout = 30 * time.Minute
	return server
}

func end(session *sessions.Session) {
	// ok: session.go.timeout-gorilla
	session.Options.MaxAge = -1
}
