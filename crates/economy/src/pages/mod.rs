pub fn module() -> samverk_web::Module { samverk_web::Module::default() }
