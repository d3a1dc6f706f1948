package web

import (
	"html/template"

	"github.com/microcosm-cc/bluemonday"
)

const footer = "<footer>Ward office</footer>"

type page struct {
	Note   template.HTML
	Footer template.HTML
	Plain  string
	Script template.JS
}

func note(text string) page {
	// ruleid: xss.go.template-html-type
	return page{Note: template.HTML(text)}
}

func heading(ward string) template.HTML {
	// ruleid: xss.go.template-html-type
	return template.HTML("<h1>" + ward + "</h1>")
}

func script(config string) page {
	// ruleid: xss.go.template-html-type
	return page{Script: template.JS(config)}
}

func constant() page {
	// ok: xss.go.template-html-type
	return page{Footer: template.HTML(footer)}
}

func joined() template.HTML {
	// ok: xss.go.template-html-type
	return template.HTML("<p>" + "Ward office" + "</p>")
}

func clean(text string) page {
	// ok: xss.go.template-html-type
	return page{Note: template.HTML(bluemonday.UGCPolicy().Sanitize(text))}
}

func escaped(text string) page {
	// ok: xss.go.template-html-type
	return page{Plain: text}
}
